-- Return what a title must contain to rank first: all wanted terms, or any of them. Decides nothing about what matches.
-- Any role may call it.
create or replace function ops.title_query(keywords text, is_any boolean) returns tsquery
language sql immutable strict parallel safe as $$
    select coalesce(ops.any_of(query order by branch), '')
    from (
        select branch, case when is_any then ops.any_of(query) else ops.all_of(query order by term) end as query
        from (
            select branch, term, ops.any_of(words order by language) as query
            from ops.search_readings(keywords, 't ')
            where not is_unwanted
            group by branch, term
        ) as terms
        group by branch
    ) as branches
$$;

-- Return the wanted words of the keywords in any order, for which an index can be asked; empty when a branch only
-- excludes words, because such a branch is found anywhere. Any role may call it.
create or replace function ops.wanted_query(keywords text) returns tsquery
language sql immutable strict parallel safe as $$
    select case when bool_and(query is not null) then ops.any_of(query order by branch) else '' end
    from (
        select branch, ops.all_of(query order by term) filter (where not is_unwanted) as query
        from (
            select branch, term, is_unwanted, ops.any_of(words order by language) as query
            from ops.search_readings(keywords, '')
            group by branch, term, is_unwanted
        ) as terms
        group by branch
    ) as branches
$$;

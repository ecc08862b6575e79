-- Return keywords as one query. A term matches when one of its readings does: the English one, or that of the
-- listing's own language. Any role may call it.
create or replace function ops.search_query(keywords text) returns tsquery
language sql immutable strict parallel safe as $$
    select coalesce(ops.any_of(query order by branch), '')
    from (
        select branch, ops.all_of(case when is_unwanted then !!query else query end order by term) as query
        from (
            select branch, term, is_unwanted, ops.any_of(words order by language) as query
            from ops.search_readings(keywords, '')
            group by branch, term, is_unwanted
        ) as terms
        group by branch
    ) as branches
$$;

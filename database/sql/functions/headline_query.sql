-- Return what a snippet marks of the keywords, in one dictionary. Decides nothing about what matches.
-- Any role may call it.
create or replace function ops.headline_query(keywords text, dictionary regconfig) returns tsquery
language sql immutable strict parallel safe as $$
    select coalesce(ops.any_of(query order by branch), '')
    from (
        select branch, ops.all_of(ops.term_query(words, beginning, dictionary) order by term) as query
        from ops.search_terms(keywords)
        where not is_unwanted
        group by branch
    ) as branches
$$;

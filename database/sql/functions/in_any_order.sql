-- Loosen a query: its words may stand anywhere. Whatever the query matches, the result matches. Any role may call it.
-- PostgreSQL writes a phrase as <-> or <n> between quoted words.
create or replace function ops.in_any_order(query tsquery) returns tsquery
language sql immutable strict parallel safe as $$
    select regexp_replace(query::text, '<(-|\d+)>', '&', 'g')::tsquery
$$;

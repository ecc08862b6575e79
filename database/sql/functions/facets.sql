-- Return country, workplace, employment type and level as one array, by which an index finds them together.
-- Any role may call it. An index is built on it: after a change a migration must rebuild that index.
create or replace function ops.facets(country text, workplace text, employment text, level text) returns text[]
language sql immutable parallel safe as $$
    select array['c ' || country, 'w ' || workplace, 'e ' || employment, 'l ' || level]
$$;

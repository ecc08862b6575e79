-- Return the entries of ops.facets that a search filter asks for: one value, or any of several. Any role may call it.
create or replace function ops.facet(kind text, filter_value text) returns text[]
language sql immutable parallel safe as $$
    select array[kind || ' ' || filter_value]
$$;

create or replace function ops.facet(kind text, filter_values text[]) returns text[]
language sql immutable parallel safe as $$
    select array(select kind || ' ' || filter_value from unnest(filter_values) as filter_value)
$$;

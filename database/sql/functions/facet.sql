-- Return the entries of ops.facets that a search filter asks for: one value, or any of several. Any role may call it.
create or replace function ops.facet(kind text, wanted text) returns text[]
language sql immutable parallel safe as $$
    select array[kind || ' ' || wanted]
$$;

create or replace function ops.facet(kind text, wanted text[]) returns text[]
language sql immutable parallel safe as $$
    select array(select kind || ' ' || one from unnest(wanted) as one)
$$;

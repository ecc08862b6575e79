-- Return a JSON list as an array of texts; null for anything else. Any role may call it.
create or replace function ops.json_texts(list jsonb) returns text[]
language sql immutable parallel safe as $$
    select case when jsonb_typeof(list) = 'array' then array(select jsonb_array_elements_text(list)) end
$$;

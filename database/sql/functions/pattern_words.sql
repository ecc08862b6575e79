-- Return the words of LIKE patterns made by ops.name_patterns or ops.place_patterns. Any role may call it.
create or replace function ops.pattern_words(patterns text[]) returns text[]
language sql immutable parallel safe as $$
    select coalesce(array_agg(word), '{}')
    from unnest(patterns) as pattern,
        unnest(string_to_array(btrim(replace(pattern, '\_', '_'), ' %'), ' ')) as word
$$;

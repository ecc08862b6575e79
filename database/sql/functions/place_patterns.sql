-- Return the LIKE patterns that find the places of a comma-separated list in ops.place_words; a place without a word
-- asks for nothing. Any role may call it.
create or replace function ops.place_patterns(place text) returns text[] language sql immutable parallel safe as $$
    select coalesce(array_agg('%' || replace(words, '_', '\_') || '%'), '{}')
    from (
        select ops.place_words(regexp_replace(part, '^\s*america\s*$', 'united states', 'i')) as words
        from unnest(string_to_array(place, ',')) as part
    ) as words_of_places
    where words <> ' '
$$;

-- Return the LIKE patterns that find these names in ops.name_words; a name without a word asks for nothing.
-- Any role may call it.
create or replace function ops.name_patterns(names text[]) returns text[]
language sql immutable parallel safe as $$
    select coalesce(array_agg('%' || replace(words, '_', '\_') || '%'), '{}')
    from (select ops.name_words(name) as words from unnest(names) as name) as words_of_names
    where words <> ' '
$$;

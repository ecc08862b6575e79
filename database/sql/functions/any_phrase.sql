-- Return a list of phrases as one text for websearch_to_tsquery that finds any of them. Any role may call it.
create or replace function ops.any_phrase(phrases text[]) returns text
language sql immutable parallel safe as $$
    select string_agg('"' || translate(left(phrase, 80), '"', ' ') || '"', ' or ')
    from unnest(phrases) as phrase
$$;

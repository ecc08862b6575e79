-- Return the dictionary of a language; English for a language without one. Any role may call it.
create or replace function ops.dictionary_of(language_code text) returns regconfig
language sql immutable parallel safe as $$
    select coalesce(
        (select dictionary from ops.dictionaries() where language = language_code), 'pg_catalog.english'::regconfig
    )
$$;

-- Return the dictionary of a language; English for a language without one. Any role may call it.
create or replace function ops.dictionary_of(wanted text) returns regconfig language sql immutable parallel safe as $$
    select coalesce(
        (select dictionary from ops.dictionaries() where language = wanted), 'pg_catalog.english'::regconfig
    )
$$;

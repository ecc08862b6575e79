-- List the languages that listings are indexed in, with PostgreSQL's dictionary for each. Any role may call it.
create or replace function ops.dictionaries() returns table (language text, dictionary regconfig)
language sql immutable parallel safe as $$
    values
        ('en', 'pg_catalog.english'::regconfig),
        ('da', 'pg_catalog.danish'::regconfig),
        ('de', 'pg_catalog.german'::regconfig),
        ('el', 'pg_catalog.greek'::regconfig),
        ('es', 'pg_catalog.spanish'::regconfig),
        ('fi', 'pg_catalog.finnish'::regconfig),
        ('fr', 'pg_catalog.french'::regconfig),
        ('it', 'pg_catalog.italian'::regconfig),
        ('nl', 'pg_catalog.dutch'::regconfig),
        ('no', 'pg_catalog.norwegian'::regconfig),
        ('pt', 'pg_catalog.portuguese'::regconfig),
        ('ro', 'pg_catalog.romanian'::regconfig),
        ('sv', 'pg_catalog.swedish'::regconfig),
        ('tr', 'pg_catalog.turkish'::regconfig)
$$;

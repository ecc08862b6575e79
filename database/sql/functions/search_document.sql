-- Return the search document of a listing: read with the English dictionary and with that of its own language.
-- Lexemes of the latter begin with the language and a blank ("de entwickl"), those of the title once more with "t ".
-- Words so long that a mark takes them beyond PostgreSQL's bounds leave the plain English reading.
-- Any role may call it.
create or replace function ops.search_document(
    title text, company text, tags text, description text, language text
) returns tsvector language plpgsql immutable as $$
declare
    english constant regconfig := 'pg_catalog.english';
    own constant regconfig := ops.dictionary_of(language);
    plain constant tsvector := ops.words_of(title, company, tags, description, english);
    found tsvector;
begin
    found := ops.marked(to_tsvector(english, coalesce(title, '')), 't ') || plain;
    if own <> english then
        found := found || ops.marked(to_tsvector(own, coalesce(title, '')), 't ' || language || ' ')
            || ops.marked(ops.words_of(title, company, tags, description, own), language || ' ');
    end if;
    return found;
exception when program_limit_exceeded then
    return plain;
end $$;

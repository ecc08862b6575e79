-- Return the search document of a listing: read with the English dictionary and with that of its own language.
-- Lexemes of the latter begin with the language and a blank ("de entwickl"), those of the title once more with "t ".
-- Words so long that a mark takes them beyond PostgreSQL's bounds leave the plain English reading.
-- Any role may call it.
create or replace function ops.search_document(
    title text, company text, tags text, description text, language text
) returns tsvector language plpgsql immutable as $$
declare
    english constant regconfig := 'pg_catalog.english';
    dictionary constant regconfig := ops.dictionary_of(language);
    english_document constant tsvector := ops.text_document(title, company, tags, description, english);
    document tsvector;
begin
    document := ops.add_mark(to_tsvector(english, coalesce(title, '')), 't ') || english_document;
    if dictionary <> english then
        document := document || ops.add_mark(to_tsvector(dictionary, coalesce(title, '')), 't ' || language || ' ')
            || ops.add_mark(ops.text_document(title, company, tags, description, dictionary), language || ' ');
    end if;
    return document;
exception when program_limit_exceeded then
    return english_document;
end $$;

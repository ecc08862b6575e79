-- Return title, company, tags and description as one document in one dictionary. Any role may call it.
create or replace function ops.text_document(
    title text, company text, tags text, description text, dictionary regconfig
) returns tsvector language sql immutable parallel safe as $$
    select to_tsvector(dictionary, coalesce(title, '')) || to_tsvector(dictionary, coalesce(company, ''))
        || to_tsvector(dictionary, coalesce(tags, '')) || to_tsvector(dictionary, coalesce(description, ''))
$$;

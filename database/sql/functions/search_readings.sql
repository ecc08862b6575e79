-- Return each term of the keywords in every language, as the search documents hold it. `mark` is the mark of titles,
-- or empty. Any role may call it.
create or replace function ops.search_readings(keywords text, mark text)
returns table (branch int, term int, is_unwanted boolean, is_beginning boolean, language text, words tsquery)
language sql immutable parallel safe as $$
    select branch, term, is_unwanted, beginning is not null, language, ops.add_mark(
        ops.term_query(words, beginning, dictionary),
        mark || case when language = 'en' then '' else language || ' ' end
    )
    from ops.search_terms(keywords) cross join ops.dictionaries()
$$;

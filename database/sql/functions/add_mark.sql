-- Prefix every lexeme of a query or document with a mark, such as its language. Any role may call it.
create or replace function ops.add_mark(words tsquery, mark text) returns tsquery
language sql immutable parallel safe as $$
    select case when mark = '' then words
        else regexp_replace(words::text, $r$'((?:[^']|'')*)'$r$, '''' || mark || '\1''', 'g')::tsquery end
$$;

create or replace function ops.add_mark(words tsvector, mark text) returns tsvector
language sql immutable parallel safe as $$
    select case when mark = '' then words
        else regexp_replace(words::text, $r$'((?:[^']|'')*)'$r$, '''' || mark || '\1''', 'g')::tsvector end
$$;

-- Split keywords into terms. A term is a word or a "phrase", with a minus before it or not; `or` between terms begins
-- another branch; a word with a star is a prefix. Stop words of English are left out. Any role may call it.
create or replace function ops.search_terms(keywords text)
returns table (branch int, term int, is_unwanted boolean, words text, beginning text)
language sql immutable parallel safe as $$
    select branch, term, is_unwanted, words, beginning
    from (
        select (count(*) filter (where is_or) over (order by position))::int as branch, position::int as term, is_or,
            is_unwanted, words, case
                when words ~ '^[[:alnum:]]{3,}[*]$' and not is_quoted then lower(rtrim(words, '*'))
            end as beginning
        from (
            select position, groups[1] = '-' as is_unwanted, coalesce(groups[2], groups[3]) as words,
                groups[2] is not null as is_quoted,
                groups[1] = '' and lower(groups[3]) is not distinct from 'or' as is_or
            from regexp_matches(keywords, '(-?)(?:"([^"]*)"?|([^\s"]+))', 'g')
                with ordinality as tokens (groups, position)
        ) as tokens
    ) as terms
    where not is_or
        and (beginning is not null or numnode(phraseto_tsquery('pg_catalog.english', words)) > 0)
$$;

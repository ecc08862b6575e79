-- Return what titles are grouped by: the title without level, place and team (docs/analytics.md). Any role may call it.
-- Punctuation is named, not "what is no letter": which characters are letters depends on the server's locale.
-- Levels are in English, German and French, with the numerals of a grade; "head of" is another job and stays.
-- Steps are materialized, or each would be computed again wherever it is named.
create or replace function ops.title_group(title text) returns text
language sql immutable strict parallel safe
begin atomic
    with split_titles as materialized (
        select regexp_replace(regexp_replace(regexp_replace(
            lower(normalize(title, nfkc)),
            '[:*_/]-?in(nen)?\M|[({[][^])}]*[])}]', ' ', 'g'),
            '(^|\s)([mwfdxh]\s?[/|]\s?){1,3}[mwfdxh](\s|$)', ' ', 'g'),
            '[,|:;@/]|\s[-–—]+\s', chr(31), 'g') as parts
    ), without_levels as materialized (
        select parts, regexp_replace(regexp_replace(
            parts,
            '\m(junior|senior|jr|sr|mid|entry|level|lead|principal|staff|intern|interns|internship|trainee|graduate|'
            'apprentice|working student|werkstudent|werkstudentin|praktikum|praktikant|praktikantin|azubi|stagiaire|'
            'stage|alternance|confirmé|débutant|i|ii|iii|iv|v|[1-5])\M', ' ', 'g'),
            '[][\s!\"$%''()*,./:;<=>?@\\^_`{|}~·•–—-]+', ' ', 'g')
            as words
        from split_titles
    ), candidates as materialized (
        select btrim(split_part(words, chr(31), 1)) as head,
            btrim(regexp_replace(words, '[ \x1f]+', ' ', 'g')) as words,
            btrim(regexp_replace(
                replace(parts, chr(31), ' '),
                '[][\s!\"$%''()*,./:;<=>?@\\^_`{|}~·•–—-]+', ' ', 'g')) as all_words
        from without_levels
    )
    select coalesce(case when head like '% %' then head end, nullif(words, ''), nullif(all_words, ''),
        nullif(btrim(lower(title)), ''))
    from candidates;
end;

comment on function ops.title_group is 'What titles are grouped by: without level, place and team.';

"""Anchors: for each alert a few tokens of which any listing it can match has one, so that few alerts are looked at.

A token is a word of the document ('w:…'), of the place ('loc:…') or of the company ('co:…'), or what a filter names
('country:…', 'workplace:…', 'employment:…', 'level:…', 'source:…'). Whether an alert matches is not decided here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Uuid, column, select, table, text
from sqlalchemy.orm import Session

from app.alerts.worktables import job_alerts, keep
from app.search.terms import keywords, of_columns, saved_searches, search_extras

# The tokens of the listing whose document is `d`. '' is everyone's, for alerts that ask for nothing rarer.
TOKENS = """
    select 'w:' || lexeme as token from unnest(tsvector_to_array(d.document)) as lexeme
    union all select 'loc:' || word from unnest(string_to_array(btrim(d.location_words), ' ')) as word
    union all select 'co:' || word from unnest(string_to_array(btrim(d.company_words), ' ')) as word
    union all
    values ('country:' || d.country), ('workplace:' || d.workplace_type), ('employment:' || d.employment_type),
        ('level:' || d.experience_level), ('source:' || (select code from job_sources where id = d.job_source_id)), ('')
"""

# How common tokens are, from the statistics that PostgreSQL keeps of the documents.
_SHARES = """
with kept as (
    select attname, most_common_vals::text::text[] as vals, most_common_freqs as val_shares,
        most_common_elems::text::text[] as elems, most_common_elem_freqs as elem_shares
    from pg_stats
    where schemaname = 'ops' and tablename = 'listing_documents'
),
kinds (attname, kind) as (
    values ('location_words', 'loc:'), ('company_words', 'co:'), ('country', 'country:'),
        ('workplace_type', 'workplace:'), ('employment_type', 'employment:'), ('experience_level', 'level:')
),
counted as (
    select 'w:' || elem as token, share
    from kept, unnest(elems, elem_shares) as one (elem, share)
    where attname = 'document' and elem is not null
    union all
    select kind || part, share
    from kept
    join kinds using (attname),
        unnest(vals, val_shares) as one (val, share),
        unnest(case when kind in ('loc:', 'co:') then string_to_array(btrim(val), ' ') else array[val] end) as part
)
select token, sum(share)::float8 as share from counted group by token
"""

# Keywords are branches joined by "or", each needing all its terms; a term is there when one of its readings is, and a
# reading when all its words are: of each reading the rarest word, of each branch the term whose words are rarest. What
# is not wanted, or only a beginning, makes no anchor. (A query writes its words in quotes, quotes and backslashes
# doubled.)
_READINGS = """
select changed.id, reading.*
from changed_alerts as changed cross join lateral ops.search_readings(changed.keywords, '') as reading
"""
_WORDS = r"""
with met as (
    select id, branch, term, language,
        'w:' || replace(replace(found[1], $$''$$, $$'$$), $$\\$$, $$\$$) as token
    from readings, regexp_matches(words::text, $$'((?:[^']|'')*)'$$, 'g') as found
    where not is_unwanted and not is_beginning
),
rarest as (
    select distinct on (id, branch, term, language) id, branch, term, token, coalesce(share, 0) as share
    from met
    left join token_shares using (token)
    order by id, branch, term, language, coalesce(share, 0), length(token) desc, token
),
weighed as (
    select id, branch, term, sum(share) as share, max(length(token)) as longest
    from rarest
    group by id, branch, term
),
best as (
    select distinct on (id, branch) id, branch, term from weighed order by id, branch, share, longest desc, term
)
select distinct rarest.id, rarest.token
from rarest
join best using (id, branch, term)
where not exists (
    select
    from readings as asked
    where asked.id = rarest.id
        and not exists (select from best as own where own.id = asked.id and own.branch = asked.branch)
)
"""

# Each wish of an alert is a set of tokens one of which is needed. The wish that fewest listings meet makes the anchors.
# `rare` says how common a token is that the statistics do not name.
_CHOSEN = r"""
with wish as (
    select id, 'words' as wish, token from needed_words
    union all
    select id, 'place ' || word, 'loc:' || word
    from changed_alerts,
        unnest(places) as place, unnest(string_to_array(btrim(replace(place, '\_', '_'), ' %%'), ' ')) as word
    union all
    select id, 'company ' || word, 'co:' || word
    from changed_alerts,
        unnest(companies) as name, unnest(string_to_array(btrim(replace(name, '\_', '_'), ' %%'), ' ')) as word
    union all
    select id, 'country', 'country:' || country from changed_alerts where country is not null
    union all
    select id, 'remote', 'workplace:remote' from changed_alerts where remote
    union all
    select id, 'workplace', 'workplace:' || value from changed_alerts, unnest(workplace) as value
    union all
    select id, 'employment', 'employment:' || value from changed_alerts, unnest(employment) as value
    union all
    select id, 'level', 'level:' || value from changed_alerts, unnest(experience) as value
    union all
    select id, 'source', 'source:' || value from changed_alerts, unnest(sources) as value
),
rare (kind, share) as (
    values ('w:', 0.0003), ('loc:', 0.001), ('co:', 0.0002), ('country:', 0.002), ('workplace:', 0.1),
        ('employment:', 0.1), ('level:', 0.05), ('source:', 0.2)
),
weighed as (
    -- A word in another language that the statistics do not name is hardly there.
    select distinct wish.id, wish.wish, wish.token,
        coalesce(token_shares.share, rare.share / case when kind = 'w:' and wish.token like '%% %%' then 20 else 1 end)
            as share
    from wish
    join rare on starts_with(wish.token, rare.kind)
    left join token_shares using (token)
),
best as (
    select distinct on (id) id, wish
    from (select id, wish, sum(share) as share from weighed group by id, wish) as summed
    order by id, share, wish
)
insert into ops.alert_anchors (anchor, job_alert_id)
select weighed.token, weighed.id from weighed join best using (id, wish)
union all
select '', id from changed_alerts where id not in (select id from best)
"""
_QUERIES = """
insert into ops.alert_queries (job_alert_id, words, without) select id, words, without from changed_alerts
on conflict (job_alert_id) do update set words = excluded.words, without = excluded.without
"""

# An alert made while a pass went by was not seen by it: what came after the alert is looked at again.
_LOOKED_BACK = timedelta(hours=1)
_MISSED = """
insert into ops.alert_queue (listing_id, seen_at)
select d.listing_id, d.updated_at
from ops.listing_documents as d
where d.is_open and d.updated_at >= (
    select min(a.created_at) from job_alerts as a join noted_alerts using (id)
    where a.created_at >= :since and a.id not in (select job_alert_id from ops.alert_queries)
)
order by d.listing_id
on conflict (listing_id) do nothing
"""


def refresh(session: Session, now: datetime) -> int:
    """Make anew the anchors of alerts that were made or whose search was written since; returns how many alerts."""
    if not session.scalar(text("select exists (select from ops.alert_changes)")):
        return 0
    keep(session, "noted_alerts", "select null::uuid as id where false")
    session.execute(
        text(
            "with taken as (delete from ops.alert_changes returning job_alert_id)"
            " insert into noted_alerts select distinct job_alert_id from taken"
        )
    )
    session.execute(text(_MISSED), {"since": now - _LOOKED_BACK})
    changed = (
        select(job_alerts.c.id, keywords(saved_searches).label("keywords"), *of_columns().columns())
        .join(saved_searches, saved_searches.c.id == job_alerts.c.saved_search_id)
        .outerjoin(search_extras, search_extras.c.saved_search_id == saved_searches.c.id)
        .where(job_alerts.c.id.in_(select(table("noted_alerts", column("id", Uuid)).c.id)))
    )
    count = keep(session, "changed_alerts", changed)
    keep(session, "token_shares", _SHARES)
    keep(session, "readings", _READINGS)
    keep(session, "needed_words", _WORDS)
    connection = session.connection()
    connection.exec_driver_sql(_QUERIES)
    connection.exec_driver_sql("delete from ops.alert_anchors where job_alert_id in (select id from noted_alerts)")
    connection.exec_driver_sql(_CHOSEN, ())
    for name in ("noted_alerts", "changed_alerts", "token_shares", "readings", "needed_words"):
        connection.exec_driver_sql(f"drop table {name}")
    return count

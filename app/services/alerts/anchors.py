"""Anchors: for each alert a few tokens of which any listing it can match has one, so that few alerts are looked at.

A token is a word of the document ('w:…'), of the place ('loc:…') or of the company ('co:…'), or what a filter names
('country:…', 'workplace:…', 'employment:…', 'level:…', 'source:…'). Whether an alert matches is not decided here.
"""

from __future__ import annotations

from sqlalchemy import Uuid, column, select, table, text
from sqlalchemy.orm import Session

from app.services.alerts.working import job_alerts, keep
from app.services.asked import of_columns, saved_searches, search_extras

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

# Keywords are branches joined by "or", each needing all its words: of each branch the rarest. (querytree leaves out
# what must not be there; a text search query writes its words in quotes, quotes and backslashes doubled.)
_WORDS = r"""
with branch as (
    select changed.id, parted.number, parted.words::tsquery as words
    from changed_alerts as changed,
        regexp_split_to_table(changed.words::text, ' \| ') with ordinality as parted (words, number)
    where numnode(changed.words) > 0
),
needed as (
    select branch.id, branch.number, 'w:' || replace(replace(found[1], $$''$$, $$'$$), $$\\$$, $$\$$) as token
    from branch, regexp_matches(querytree(branch.words), $$'((?:[^']|'')*)'$$, 'g') as found
)
select distinct on (needed.id, needed.number) needed.id, needed.token
from needed
left join token_shares using (token)
where not exists (
    select
    from branch
    where branch.id = needed.id
        and not exists (select from needed as own where own.id = branch.id and own.number = branch.number)
)
order by needed.id, needed.number, coalesce(token_shares.share, 0), length(needed.token) desc, needed.token
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
    select distinct wish.id, wish.wish, wish.token, coalesce(token_shares.share, rare.share) as share
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


def refresh(session: Session) -> int:
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
    changed = (
        select(job_alerts.c.id, *of_columns().columns())
        .join(saved_searches, saved_searches.c.id == job_alerts.c.saved_search_id)
        .outerjoin(search_extras, search_extras.c.saved_search_id == saved_searches.c.id)
        .where(job_alerts.c.id.in_(select(table("noted_alerts", column("id", Uuid)).c.id)))
    )
    count = keep(session, "changed_alerts", changed)
    keep(session, "token_shares", _SHARES)
    keep(session, "needed_words", _WORDS)
    connection = session.connection()
    connection.exec_driver_sql("delete from ops.alert_anchors where job_alert_id in (select id from noted_alerts)")
    connection.exec_driver_sql(_CHOSEN, ())
    for name in ("noted_alerts", "changed_alerts", "token_shares", "needed_words"):
        connection.exec_driver_sql(f"drop table {name}")
    return count

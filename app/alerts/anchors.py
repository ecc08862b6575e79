"""Compute the anchors of alerts: a few tokens of which any listing that an alert can match has one.

With them only a few alerts are compared with a new listing. A token is a word of the document ('w:…'), of the place
('loc:…') or of the company ('co:…'), or the value of a facet ('country:…', 'level:…'; app.search.filters). Not here:
whether an alert matches (app.alerts.matcher).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Uuid, column, select, table, text
from sqlalchemy.orm import Session

from app.alerts.worktables import create_table, job_alerts
from app.search.filters import FACETS, FILTERS, Filter
from app.search.terms import SearchTerms, saved_searches, search_extras, select_saved_keywords
from app.search.value_types import CHOICES_VALUE

# The tokens of the listing whose document is `d`. '' is a token of every listing, for alerts without a rarer filter.
TOKENS = f"""
    select 'w:' || lexeme as token from unnest(tsvector_to_array(d.document)) as lexeme
    union all select 'loc:' || word from unnest(string_to_array(btrim(d.location_words), ' ')) as word
    union all select 'co:' || word from unnest(string_to_array(btrim(d.company_words), ' ')) as word
    union all values {", ".join(f"('{facet.anchor}' || {facet.value_sql})" for facet in FACETS)}, ('')
"""  # noqa: S608 - made of constants

# How common tokens are, from the statistics that PostgreSQL keeps of the documents.
_STATISTICS_KINDS = ", ".join(f"('{facet.column}', '{facet.anchor}')" for facet in FACETS if facet.index_kind)
_SHARES = f"""
with statistics as (
    select attname, most_common_vals::text::text[] as vals, most_common_freqs as val_shares,
        most_common_elems::text::text[] as elems, most_common_elem_freqs as elem_shares
    from pg_stats
    where schemaname = 'ops' and tablename = 'listing_documents'
),
kinds (attname, kind) as (
    values ('location_words', 'loc:'), ('company_words', 'co:'), {_STATISTICS_KINDS}
),
shares as (
    select 'w:' || elem as token, share
    from statistics, unnest(elems, elem_shares) as common (elem, share)
    where attname = 'document' and elem is not null
    union all
    select kind || part, share
    from statistics
    join kinds using (attname),
        unnest(vals, val_shares) as common (val, share),
        unnest(case when kind in ('loc:', 'co:') then string_to_array(btrim(val), ' ') else array[val] end) as part
)
select token, sum(share)::float8 as share from shares group by token
"""  # noqa: S608 - made of constants

# Keywords are branches joined by "or". A branch needs all its terms, a term one of its readings, a reading all its
# words. So the rarest word of each reading is taken, and of each branch the term whose words are rarest. Excluded words
# and beginnings of words make no anchor. A query writes its words in quotes, with quotes and backslashes doubled.
_READINGS = """
select changed.id, reading.*
from changed_alerts as changed cross join lateral ops.search_readings(changed.keyword_text, '') as reading
"""
_WORDS = r"""
with required as (
    select id, branch, term, language,
        'w:' || replace(replace(matched[1], $$''$$, $$'$$), $$\\$$, $$\$$) as token
    from readings, regexp_matches(words::text, $$'((?:[^']|'')*)'$$, 'g') as matched
    where not is_unwanted and not is_beginning
),
rarest as (
    select distinct on (id, branch, term, language) id, branch, term, token, coalesce(share, 0) as share
    from required
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
    from readings as reading
    where reading.id = rarest.id
        and not exists (
            select from best as anchored where anchored.id = reading.id and anchored.branch = reading.branch
        )
)
"""


def _select_facet_tokens(search_filter: Filter, anchor: str) -> str:
    """Return a query of the tokens of which a listing needs one to pass this filter."""
    name = search_filter.name
    if search_filter.facet_value:
        return f"select id, '{name}', '{anchor}{search_filter.facet_value}' from changed_alerts where {name}"  # noqa: S608 - made of constants
    if search_filter.value_type is CHOICES_VALUE:
        return f"select id, '{name}', '{anchor}' || value from changed_alerts, unnest({name}) as value"  # noqa: S608 - made of constants
    return f"select id, '{name}', '{anchor}' || {name} from changed_alerts where {name} is not null"  # noqa: S608 - made of constants


# Each filter of an alert is a set of tokens, one of which a listing needs. The filter that the fewest listings pass
# makes the anchors. `rare` says how common a token is that the statistics do not name.
_FACET_TOKENS = " union all ".join(
    _select_facet_tokens(search_filter, search_filter.facet.anchor) for search_filter in FILTERS if search_filter.facet
)
_RARE_FACETS = ", ".join(f"('{facet.anchor}', {facet.share})" for facet in FACETS)
_INSERT_ANCHORS = rf"""
with choices as (
    select id, 'keywords' as filter, token from needed_words
    union all
    select id, 'location ' || word, 'loc:' || word
    from changed_alerts,
        unnest(location) as place, unnest(string_to_array(btrim(replace(place, '\_', '_'), ' %%'), ' ')) as word
    union all
    select id, 'company ' || word, 'co:' || word
    from changed_alerts,
        unnest(company) as name, unnest(string_to_array(btrim(replace(name, '\_', '_'), ' %%'), ' ')) as word
    union all
    {_FACET_TOKENS}
),
rare (kind, share) as (
    values ('w:', 0.0003), ('loc:', 0.001), ('co:', 0.0002), {_RARE_FACETS}
),
weighed as (
    -- A word in another language that the statistics do not name is hardly there.
    select distinct choices.id, choices.filter, choices.token,
        coalesce(
            token_shares.share, rare.share / case when kind = 'w:' and choices.token like '%% %%' then 20 else 1 end
        ) as share
    from choices
    join rare on starts_with(choices.token, rare.kind)
    left join token_shares using (token)
),
best as (
    select distinct on (id) id, filter
    from (select id, filter, sum(share) as share from weighed group by id, filter) as summed
    order by id, share, filter
)
insert into ops.alert_anchors (anchor, job_alert_id)
select weighed.token, weighed.id from weighed join best using (id, filter)
union all
select '', id from changed_alerts where id not in (select id from best)
"""  # noqa: S608 - made of constants
_UPSERT_QUERIES = """
insert into ops.alert_queries (job_alert_id, words, without) select id, keywords, exclude_words from changed_alerts
on conflict (job_alert_id) do update set words = excluded.words, without = excluded.without
"""

# A run does not see an alert that is created while it runs: listings that came after the alert are queued again.
_MAX_LOOKBACK = timedelta(hours=1)
_QUEUE_MISSED = """
insert into ops.alert_queue (listing_id, seen_at)
select d.listing_id, d.updated_at
from ops.listing_documents as d
where d.is_open and d.updated_at >= (
    select min(a.created_at) from job_alerts as a join stale_alerts using (id)
    where a.created_at >= :since and a.id not in (select job_alert_id from ops.alert_queries)
)
order by d.listing_id
on conflict (listing_id) do nothing
"""


def refresh(session: Session, now: datetime) -> int:
    """Recompute the anchors of alerts that are new or whose search changed; returns how many alerts."""
    if not session.scalar(text("select exists (select from ops.alert_changes)")):
        return 0
    create_table(session, "stale_alerts", "select null::uuid as id where false")
    session.execute(
        text(
            "with changes as (delete from ops.alert_changes returning job_alert_id)"
            " insert into stale_alerts select distinct job_alert_id from changes"
        )
    )
    session.execute(text(_QUEUE_MISSED), {"since": now - _MAX_LOOKBACK})
    changed = (
        select(
            job_alerts.c.id,
            select_saved_keywords(saved_searches).label("keyword_text"),
            *SearchTerms.from_saved_searches().columns(),
        )
        .join(saved_searches, saved_searches.c.id == job_alerts.c.saved_search_id)
        .outerjoin(search_extras, search_extras.c.saved_search_id == saved_searches.c.id)
        .where(job_alerts.c.id.in_(select(table("stale_alerts", column("id", Uuid)).c.id)))
    )
    count = create_table(session, "changed_alerts", changed)
    create_table(session, "token_shares", _SHARES)
    create_table(session, "readings", _READINGS)
    create_table(session, "needed_words", _WORDS)
    connection = session.connection()
    connection.exec_driver_sql(_UPSERT_QUERIES)
    connection.exec_driver_sql("delete from ops.alert_anchors where job_alert_id in (select id from stale_alerts)")
    connection.exec_driver_sql(_INSERT_ANCHORS, ())
    for name in ("stale_alerts", "changed_alerts", "token_shares", "readings", "needed_words"):
        connection.exec_driver_sql(f"drop table {name}")
    return count

"""Match queued listings with the alerts whose anchors they have, and store what is to be emailed.

The cost depends on the queue and its candidates, not on the number of alerts. One transaction takes a batch from the
queue and stores its matches, so that a run that is killed has done all of a batch or nothing. Not here: the emails
(app.alerts.reports).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Uuid, column, func, select, table
from sqlalchemy.orm import Session

from app.alerts import anchors
from app.alerts.worktables import create_table, job_alerts
from app.kit.tables import documents, job_listings
from app.search.matching import build_conditions
from app.search.terms import SearchTerms, saved_searches, search_extras
from database.models import AlertQuery, EarlierDocument

BATCH = 10_000

_TAKE_BATCH = """
with batch as (
    select listing_id from ops.alert_queue order by queued_at, listing_id limit %(limit)s for update skip locked
),
taken as (
    delete from ops.alert_queue where listing_id in (select listing_id from batch) returning listing_id, seen_at
)
insert into queued select listing_id, seen_at from taken
"""
# The tokens of the listings that are anchors of an alert, and then the alerts that may match each listing.
_HITS = f"""
select anchors.anchor, anchors.job_alert_id
from (
    select distinct tokens.token
    from queued join ops.listing_documents as d using (listing_id) cross join lateral ({anchors.TOKENS}) as tokens
    where tokens.token is not null
) as queued_tokens
join ops.alert_anchors as anchors on anchors.anchor = queued_tokens.token
"""  # noqa: S608 - made of constants
_CANDIDATES = f"""
select distinct queued.listing_id, hits.job_alert_id
from queued
join ops.listing_documents as d using (listing_id)
cross join lateral ({anchors.TOKENS}) as tokens
join hits on hits.anchor = tokens.token
join alert_terms on alert_terms.id = hits.job_alert_id and alert_terms.created_at <= queued.seen_at
"""  # noqa: S608 - made of constants

_DELETE_EARLIER = "delete from ops.earlier_documents where listing_id in (select listing_id from queued)"
# One listing per cluster is delivered. Of postings with the same title, company and place only those of one source are,
# and none where one of another source, or one that is closed by now, was delivered before. Two that are open on one
# source are two jobs.
_INSERT_DELIVERIES = """
with sourced as (
    select matched.*, queued.seen_at, l.cluster_id, l.dedupe_hash, l.job_source_id, dense_rank() over (
        partition by matched.job_alert_id, coalesce(l.dedupe_hash, l.id::text) order by l.job_source_id
    ) as source_rank
    from matched
    join queued using (listing_id)
    join job_listings as l on l.id = matched.listing_id
),
new as (
    select distinct on (job_alert_id, cluster_id) job_alert_id, cluster_id, listing_id, seen_at
    from sourced
    where source_rank = 1 and (
        dedupe_hash is null or not exists (
            select
            from job_listings as alike
            join ops.alert_deliveries as delivery
                on delivery.job_alert_id = sourced.job_alert_id and delivery.cluster_id = alike.cluster_id
            where alike.dedupe_hash = sourced.dedupe_hash
                and (alike.job_source_id <> sourced.job_source_id or alike.closed_at is not null)
        )
    )
    order by job_alert_id, cluster_id, seen_at, listing_id
),
inserted as (
    insert into ops.alert_deliveries (job_alert_id, cluster_id, job_listing_id, matched_at, seen_at)
    select job_alert_id, cluster_id, listing_id, %(now)s, seen_at from new
    on conflict do nothing
    returning job_alert_id
),
counts as (
    select job_alert_id, count(*)::int as result_count from inserted group by job_alert_id
),
runs as (
    insert into job_alert_runs (job_alert_id, checked_at, result_count)
    select job_alert_id, %(now)s, result_count from counts
),
checked as (
    update job_alerts set last_checked_at = %(now)s, new_jobs_count = result_count
    from counts where job_alerts.id = counts.job_alert_id
)
select count(*) from inserted
"""
_TABLES = ("queued", "hits", "alert_terms", "candidates", "matched", "earlier_matches")


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The numbers of a batch: listings taken, alerts whose anchors were recomputed, pairs compared, pairs that match,
    and new deliveries.
    """

    listings: int = 0
    anchored: int = 0
    candidates: int = 0
    matches: int = 0
    new: int = 0


def match_batch(session: Session, now: datetime, limit: int = BATCH) -> BatchResult:
    """Match up to `limit` queued listings, in the transaction of `worktables.exclusive_session`."""
    anchored = anchors.refresh(session, now)
    create_table(session, "queued", "select null::uuid as listing_id, null::timestamptz as seen_at where false")
    connection = session.connection()
    listings = connection.exec_driver_sql(_TAKE_BATCH, {"limit": limit}).rowcount
    if not listings:
        connection.exec_driver_sql("drop table queued")
        return BatchResult(anchored=anchored)
    connection.exec_driver_sql("analyze queued")
    create_table(session, "hits", _HITS)
    create_table(session, "alert_terms", _select_alert_terms())
    candidates = create_table(session, "candidates", _CANDIDATES)
    matches = create_table(session, "matched", _select_matches(now))
    if create_table(session, "earlier_matches", _select_earlier_matches(now)):
        connection.exec_driver_sql("delete from matched using earlier_matches where matched = earlier_matches")
    connection.exec_driver_sql(_DELETE_EARLIER)
    new: int = connection.exec_driver_sql(_INSERT_DELIVERIES, {"now": now}).scalar_one()
    connection.exec_driver_sql(f"drop table {', '.join(_TABLES)}")
    return BatchResult(listings, anchored, candidates, matches, new)


def _select_alert_terms() -> Select[Any]:
    """Select the search terms of the active alerts that were hit, so that they are computed once per alert."""
    hits = table("hits", column("job_alert_id", Uuid))
    queries = AlertQuery.__table__
    terms = SearchTerms.from_saved_searches().replace(keywords=queries.c.words, exclude_words=queries.c.without)
    requested_at = func.greatest(job_alerts.c.created_at, saved_searches.c.updated_at)
    accounts = table("alert_accounts", column("job_alert_id", Uuid), schema="ops")
    return (
        select(job_alerts.c.id, job_alerts.c.created_at, requested_at.label("requested_at"), *terms.columns())
        .join(queries, queries.c.job_alert_id == job_alerts.c.id)
        .join(accounts, accounts.c.job_alert_id == job_alerts.c.id)
        .join(saved_searches, saved_searches.c.id == job_alerts.c.saved_search_id)
        .outerjoin(search_extras, search_extras.c.saved_search_id == saved_searches.c.id)
        .where(job_alerts.c.is_active, job_alerts.c.id.in_(select(hits.c.job_alert_id)))
    )


def _select_matches(now: datetime) -> Select[Any]:
    """Select the candidates that match, by the one definition.

    It joins only sets whose size the planner knows: it cannot know how many candidates match, and would walk through
    every further table once for each of them.
    """
    candidates = table("candidates", column("listing_id", Uuid), column("job_alert_id", Uuid))
    alert_terms = table("alert_terms", column("id", Uuid), *(column(name) for name in SearchTerms.names()))
    return (
        select(candidates.c.job_alert_id, candidates.c.listing_id)
        .join(alert_terms, alert_terms.c.id == candidates.c.job_alert_id)
        .join(documents, documents.c.listing_id == candidates.c.listing_id)
        .where(*build_conditions(SearchTerms.from_columns(alert_terms), now))
    )


def _select_earlier_matches(now: datetime) -> Select[Any]:
    """Select the matches that are not new: jobs older than the search, which matched before they changed as well."""
    matched = table("matched", column("listing_id", Uuid), column("job_alert_id", Uuid))
    names = ["id", "requested_at", *SearchTerms.names()]
    alert_terms = table("alert_terms", *(column(name) for name in names))
    earlier = EarlierDocument.__table__
    return (
        select(matched.c.job_alert_id, matched.c.listing_id)
        .join(alert_terms, alert_terms.c.id == matched.c.job_alert_id)
        .join(earlier, earlier.c.listing_id == matched.c.listing_id)
        .join(job_listings, job_listings.c.id == matched.c.listing_id)
        .where(
            job_listings.c.created_at < alert_terms.c.requested_at,
            *build_conditions(SearchTerms.from_columns(alert_terms), now, earlier),
        )
    )

"""From what is new to what is to be told: queued listings against the alerts whose anchors they have, set by set.

The work is that of the queue and its candidates, whatever the number of alerts. One transaction takes a batch from the
queue and keeps what it matched: killed anywhere, it has happened whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Uuid, column, func, select, table
from sqlalchemy.orm import Session

from app.alerts import anchors
from app.alerts.worktables import job_alerts, keep
from app.kit.tables import documents, job_listings
from app.search.matching import conditions
from app.search.terms import Asked, of_columns, saved_searches, search_extras
from database.models import AlertQuery, EarlierDocument

BATCH = 10_000

_TAKEN = """
with batch as (
    select listing_id from ops.alert_queue order by queued_at, listing_id limit %(limit)s for update skip locked
),
taken as (
    delete from ops.alert_queue where listing_id in (select listing_id from batch) returning listing_id, seen_at
)
insert into queued select listing_id, seen_at from taken
"""
# Each listing's tokens; which of them any alert waits for; and so which alerts may match which listing.
_HITS = f"""
select anchors.anchor, anchors.job_alert_id
from (
    select distinct tokens.token
    from queued join ops.listing_documents as d using (listing_id) cross join lateral ({anchors.TOKENS}) as tokens
    where tokens.token is not null
) as met
join ops.alert_anchors as anchors on anchors.anchor = met.token
"""  # noqa: S608 - made of constants
_CANDIDATES = f"""
select distinct queued.listing_id, hits.job_alert_id
from queued
join ops.listing_documents as d using (listing_id)
cross join lateral ({anchors.TOKENS}) as tokens
join hits on hits.anchor = tokens.token
join wanted on wanted.id = hits.job_alert_id and wanted.created_at <= queued.seen_at
"""  # noqa: S608 - made of constants

_FORGET = "delete from ops.earlier_documents where listing_id in (select listing_id from queued)"
# One listing per cluster; of postings alike in title, company and place those of one source, and none where the person
# was told of one that another source has or that is closed by now. Two of them open on one source are two jobs.
_TOLD = """
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
            join ops.alert_deliveries as told
                on told.job_alert_id = sourced.job_alert_id and told.cluster_id = alike.cluster_id
            where alike.dedupe_hash = sourced.dedupe_hash
                and (alike.job_source_id <> sourced.job_source_id or alike.closed_at is not null)
        )
    )
    order by job_alert_id, cluster_id, seen_at, listing_id
),
kept as (
    insert into ops.alert_deliveries (job_alert_id, cluster_id, job_listing_id, matched_at, seen_at)
    select job_alert_id, cluster_id, listing_id, %(now)s, seen_at from new
    on conflict do nothing
    returning job_alert_id
),
counted as (
    select job_alert_id, count(*)::int as found from kept group by job_alert_id
),
runs as (
    insert into job_alert_runs (job_alert_id, checked_at, result_count)
    select job_alert_id, %(now)s, found from counted
),
checked as (
    update job_alerts set last_checked_at = %(now)s, new_jobs_count = found
    from counted where job_alerts.id = counted.job_alert_id
)
select count(*) from kept
"""
_TABLES = ("queued", "hits", "wanted", "candidates", "matched", "known")


@dataclass(frozen=True, slots=True)
class Matched:
    """A batch's work: listings taken, alerts whose anchors were made anew, pairs looked at, pairs that match, and how
    many of those nobody had been told yet.
    """

    listings: int = 0
    anchored: int = 0
    candidates: int = 0
    matches: int = 0
    new: int = 0


def match(session: Session, now: datetime, limit: int = BATCH) -> Matched:
    """Match up to `limit` queued listings; in the session's transaction, as `working.alone` gives it."""
    anchored = anchors.refresh(session, now)
    keep(session, "queued", "select null::uuid as listing_id, null::timestamptz as seen_at where false")
    connection = session.connection()
    taken = connection.exec_driver_sql(_TAKEN, {"limit": limit}).rowcount
    if not taken:
        connection.exec_driver_sql("drop table queued")
        return Matched(anchored=anchored)
    connection.exec_driver_sql("analyze queued")
    keep(session, "hits", _HITS)
    keep(session, "wanted", _wanted())
    candidates = keep(session, "candidates", _CANDIDATES)
    matches = keep(session, "matched", _matching(now))
    if keep(session, "known", _known(now)):
        connection.exec_driver_sql("delete from matched using known where matched = known")
    connection.exec_driver_sql(_FORGET)
    new: int = connection.exec_driver_sql(_TOLD, {"now": now}).scalar_one()
    connection.exec_driver_sql(f"drop table {', '.join(_TABLES)}")
    return Matched(taken, anchored, candidates, matches, new)


def _wanted() -> Select[Any]:
    """What the alerts that were hit ask for, worked out once per alert; nothing of those that are not to be told."""
    hits = table("hits", column("job_alert_id", Uuid))
    kept = AlertQuery.__table__
    asked = replace(of_columns(), words=kept.c.words, without=kept.c.without)
    asked_at = func.greatest(job_alerts.c.created_at, saved_searches.c.updated_at)
    accounts = table("alert_accounts", column("job_alert_id", Uuid), schema="ops")
    return (
        select(job_alerts.c.id, job_alerts.c.created_at, asked_at.label("asked_at"), *asked.columns())
        .join(kept, kept.c.job_alert_id == job_alerts.c.id)
        .join(accounts, accounts.c.job_alert_id == job_alerts.c.id)
        .join(saved_searches, saved_searches.c.id == job_alerts.c.saved_search_id)
        .outerjoin(search_extras, search_extras.c.saved_search_id == saved_searches.c.id)
        .where(job_alerts.c.is_active, job_alerts.c.id.in_(select(hits.c.job_alert_id)))
    )


def _matching(now: datetime) -> Select[Any]:
    """The candidates that match, by the one definition. Two joins and no more, each between sets of known size: how
    many candidates match the planner cannot know, and it would walk through what comes after for each of them.
    """
    candidates = table("candidates", column("listing_id", Uuid), column("job_alert_id", Uuid))
    wanted = table("wanted", column("id", Uuid), *(column(name) for name in Asked.names()))
    return (
        select(candidates.c.job_alert_id, candidates.c.listing_id)
        .join(wanted, wanted.c.id == candidates.c.job_alert_id)
        .join(documents, documents.c.listing_id == candidates.c.listing_id)
        .where(*conditions(Asked.of(wanted), now))
    )


def _known(now: datetime) -> Select[Any]:
    """The matches that are no news: jobs older than what the alert asks for, which matched before they changed too."""
    matched = table("matched", column("listing_id", Uuid), column("job_alert_id", Uuid))
    names = ["id", "asked_at", *Asked.names()]
    wanted = table("wanted", *(column(name) for name in names))
    earlier = EarlierDocument.__table__
    return (
        select(matched.c.job_alert_id, matched.c.listing_id)
        .join(wanted, wanted.c.id == matched.c.job_alert_id)
        .join(earlier, earlier.c.listing_id == matched.c.listing_id)
        .join(job_listings, job_listings.c.id == matched.c.listing_id)
        .where(job_listings.c.created_at < wanted.c.asked_at, *conditions(Asked.of(wanted), now, earlier))
    )

"""From matches to letters: one per alert and period, in the transaction that marks its matches as told.

An immediate alert reports at once; a daily or weekly one what was matched before its last due time (its person's hour
and day, ops.last_report_time), so a late report is one report and what comes after it waits for the next.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, text, update
from sqlalchemy.orm import Session

from app.alerts import links
from app.alerts.emails import FoundJob, alert_report
from app.alerts.worktables import job_alerts
from app.listings.cards import END, FOUND, Card, cards
from app.mail import outbox
from app.mail.emails import Email
from app.search.criteria import Criteria
from app.search.labels import describe_search, explain_match
from app.search.storage import COLUMNS, from_row
from app.search.terms import saved_searches, search_extras
from app.search.wording import format_pay
from database.models import AlertDelivery, JobAlertRun

LOG = logging.getLogger(__name__)
BATCH = 200
_MARKED = re.compile(f"{FOUND}([^{END}]*){END}")

_DUE = text("""
with pending as (
    select job_alert_id, min(matched_at) as first
    from ops.alert_deliveries
    where email_id is null and job_alert_id <> all(cast(:failed as uuid[]))
    group by job_alert_id
)
select a.id, c.user_id, a.frequency, c.timezone, coalesce(s.hour, 8) as hour, coalesce(s.weekday, 1) as weekday
from pending
join job_alerts as a on a.id = pending.job_alert_id
join ops.alert_accounts as c on c.job_alert_id = a.id
left join ops.alert_schedules as s on s.job_alert_id = a.id
where a.is_active and (
    a.frequency = 'immediate'
    or pending.first < ops.last_report_time(
        a.frequency::text, coalesce(s.hour, 8), coalesce(s.weekday, 1), c.timezone, :now
    )
)
order by pending.first, a.id
limit :limit
""")

# The words of each job that its alert's keywords meet, marked.
_FOUND = text("""
select d.job_alert_id, d.job_listing_id, ts_headline(
    ops.dictionary_of(t.language), concat_ws(' . ', l.title, c.name, left(l.description, 6000)),
    ops.headline_query(left(s.query, 200), ops.dictionary_of(t.language)), :marks
) as headline
from ops.alert_deliveries as d
join job_alerts as a on a.id = d.job_alert_id
join saved_searches as s on s.id = a.saved_search_id
join job_listings as l on l.id = d.job_listing_id
left join ops.listing_documents as t on t.listing_id = l.id
left join companies as c on c.id = l.company_id
where d.email_id is null and d.job_alert_id = any(cast(:alerts as uuid[])) and s.query <> ''
""")
_MARKS = f"StartSel={FOUND},StopSel={END},MaxFragments=5,MaxWords=8,MinWords=1"

# Where a schedule's next time is unknown or over; the alerts just reported have no schedule of their own perhaps.
_SCHEDULED = text("""
insert into ops.alert_schedules as kept (job_alert_id, next_report_at)
select a.id, ops.next_report_time(
    a.frequency::text, coalesce(s.hour, 8), coalesce(s.weekday, 1), c.timezone, :now
)
from job_alerts as a
join ops.alert_accounts as c on c.job_alert_id = a.id
left join ops.alert_schedules as s on s.job_alert_id = a.id
where a.frequency <> 'immediate' and (a.id = any(cast(:alerts as uuid[])) or a.id in (
    select job_alert_id from ops.alert_schedules where next_report_at is null or next_report_at <= :now
))
on conflict (job_alert_id) do update set next_report_at = excluded.next_report_at
""")


@dataclass(frozen=True, slots=True)
class Reported:
    """A batch of reports: the alerts it wrote letters for, the jobs in them, and the alerts whose letter failed."""

    letters: int = 0
    jobs: int = 0
    failed: tuple[UUID, ...] = ()


def report(session: Session, now: datetime, failed: Sequence[UUID] = (), limit: int = BATCH) -> Reported:
    """Write up to `limit` due letters, but those `failed` before; in a transaction of `worktables.exclusive_session`.

    A letter that cannot be written leaves its matches to be told and its reason in job_alert_runs.
    """
    due = session.execute(_DUE, {"now": now, "limit": limit, "failed": list(failed)}).all()
    alerts = [row.id for row in due]
    session.execute(_SCHEDULED, {"alerts": alerts, "now": now})
    if not due:
        return Reported()
    wanted, pending = _criteria(session, alerts), _pending(session, alerts)
    shown = {card.id: card for card in cards(session, sorted({one for ids in pending.values() for one in ids}))}
    found = _found(session, alerts)
    jobs, troubled = 0, []
    for row in due:
        try:
            letter = _render_report(row.id, wanted[row.id], [shown[one] for one in pending[row.id]], found)
        except (ValueError, KeyError) as error:
            LOG.exception("the letter of alert %s could not be written", row.id)
            session.execute(insert(JobAlertRun).values(job_alert_id=row.id, checked_at=now, error=str(error)))
            troubled.append(row.id)
            continue
        _tell(session, row, letter, pending[row.id])
        jobs += len(pending[row.id])
    return Reported(len(due) - len(troubled), jobs, tuple(troubled))


def _tell(session: Session, alert: Row[Any], letter: Email, listings: Sequence[UUID]) -> None:
    email_id = outbox.queue(session, letter, user_id=alert.user_id)
    session.execute(
        update(AlertDelivery)
        .where(
            AlertDelivery.job_alert_id == alert.id,
            AlertDelivery.job_listing_id.in_(listings),
            AlertDelivery.email_id.is_(None),
        )
        .values(email_id=email_id)
    )


def _criteria(session: Session, alerts: Sequence[UUID]) -> Mapping[UUID, Criteria]:
    rows = session.execute(
        select(job_alerts.c.id, *(saved_searches.c[name] for name in COLUMNS), search_extras.c.criteria)
        .join(saved_searches, saved_searches.c.id == job_alerts.c.saved_search_id)
        .outerjoin(search_extras, search_extras.c.saved_search_id == saved_searches.c.id)
        .where(job_alerts.c.id.in_(alerts))
    )
    return {row.id: from_row(row, row.criteria) for row in rows}


def _pending(session: Session, alerts: Sequence[UUID]) -> Mapping[UUID, list[UUID]]:
    rows = session.execute(
        select(AlertDelivery.job_alert_id, AlertDelivery.job_listing_id)
        .where(AlertDelivery.job_alert_id.in_(alerts), AlertDelivery.email_id.is_(None))
        .order_by(AlertDelivery.seen_at.desc(), AlertDelivery.job_listing_id)
    )
    found: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        found[row.job_alert_id].append(row.job_listing_id)
    return found


def _found(session: Session, alerts: Sequence[UUID]) -> Mapping[tuple[UUID, UUID], list[str]]:
    rows = session.execute(_FOUND, {"alerts": list(alerts), "marks": _MARKS})
    return {
        (row.job_alert_id, row.job_listing_id): list(
            {word.lower(): word for word in reversed(_MARKED.findall(row.headline))}.values()
        )[::-1]
        for row in rows
    }


def _render_report(
    alert_id: UUID, criteria: Criteria, found_cards: Sequence[Card], found: Mapping[tuple[UUID, UUID], list[str]]
) -> Email:
    jobs = [
        FoundJob(
            title=card.title,
            company=card.company or "",
            place=card.location or "",
            pay=format_pay(card.pay),
            link=links.of_listing(card.id),
            source=card.provider.attribution or f"From {card.provider.name}",
            reasons=explain_match(criteria, card, found.get((alert_id, card.id), [])),
            is_closed=card.closed_at is not None,
        )
        for card in found_cards
    ]
    return alert_report(describe_search(criteria, {}), jobs, links.of_alert(alert_id, criteria))

"""Write the emails of alerts: one per alert and period, in the transaction that marks its matches as reported.

An immediate alert reports at once. Any other alert reports what was matched before its last report time (at its user's
hour and day, ops.last_report_time), so a late report is one email, and later matches wait for the next. Not here: how
an email looks (app.alerts.emails), and sending it (app.mail).
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
from app.alerts.emails import MatchedJob, alert_report
from app.alerts.worktables import job_alerts
from app.kit.i18n import _
from app.listings.cards import MARK_END, MARK_START, Card, load_cards
from app.mail import outbox
from app.mail.emails import Email
from app.search.criteria import Criteria
from app.search.labels import describe_search, explain_match
from app.search.storage import COLUMN_NAMES, from_row
from app.search.terms import saved_searches, search_extras
from app.search.wording import format_pay
from database.models import AlertDelivery, JobAlertRun

LOG = logging.getLogger(__name__)
BATCH = 200
_MARKED_WORD = re.compile(f"{MARK_START}([^{MARK_END}]*){MARK_END}")

_DUE_ALERTS = text("""
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

# The start of each waiting job's text, with the words that its alert's keywords match marked.
_HEADLINES = text("""
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
_MARKS = f"StartSel={MARK_START},StopSel={MARK_END},MaxFragments=5,MaxWords=8,MinWords=1"

# Updates schedules whose next report time is unknown or past, and adds one for a reported alert that has none.
_UPDATE_SCHEDULES = text("""
insert into ops.alert_schedules (job_alert_id, next_report_at)
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
class ReportBatch:
    """The numbers of emails written and of jobs in them, and the alerts whose email could not be written."""

    emails: int = 0
    jobs: int = 0
    failed: tuple[UUID, ...] = ()


def write_reports(session: Session, now: datetime, failed: Sequence[UUID] = (), limit: int = BATCH) -> ReportBatch:
    """Write up to `limit` due emails, without the alerts in `failed`, in a `worktables.exclusive_session`.

    When an email cannot be written, its matches wait for the next report and job_alert_runs has the reason.
    """
    due_alerts = session.execute(_DUE_ALERTS, {"now": now, "limit": limit, "failed": list(failed)}).all()
    alert_ids = [alert.id for alert in due_alerts]
    session.execute(_UPDATE_SCHEDULES, {"alerts": alert_ids, "now": now})
    if not due_alerts:
        return ReportBatch()
    criteria_by_alert, pending = _load_criteria(session, alert_ids), _load_pending(session, alert_ids)
    listing_ids = sorted({listing_id for ids in pending.values() for listing_id in ids})
    cards_by_id = {card.id: card for card in load_cards(session, listing_ids)}
    keywords = _load_matched_keywords(session, alert_ids)
    jobs, newly_failed = 0, []
    for alert in due_alerts:
        pending_ids = pending[alert.id]
        try:
            pending_cards = [cards_by_id[listing_id] for listing_id in pending_ids]
            email = _render_report(alert.id, criteria_by_alert[alert.id], pending_cards, keywords)
        except (ValueError, KeyError) as error:
            LOG.exception("the email of alert %s could not be written", alert.id)
            session.execute(insert(JobAlertRun).values(job_alert_id=alert.id, checked_at=now, error=str(error)))
            newly_failed.append(alert.id)
            continue
        _queue_report(session, alert, email, pending_ids)
        jobs += len(pending_ids)
    return ReportBatch(len(due_alerts) - len(newly_failed), jobs, tuple(newly_failed))


def _queue_report(session: Session, alert: Row[Any], email: Email, listing_ids: Sequence[UUID]) -> None:
    """Put the email into the outbox and mark its matches as reported in it."""
    email_id = outbox.queue_report(session, "alert_report", email, alert.user_id)
    session.execute(
        update(AlertDelivery)
        .where(
            AlertDelivery.job_alert_id == alert.id,
            AlertDelivery.job_listing_id.in_(listing_ids),
            AlertDelivery.email_id.is_(None),
        )
        .values(email_id=email_id)
    )


def _load_criteria(session: Session, alert_ids: Sequence[UUID]) -> Mapping[UUID, Criteria]:
    rows = session.execute(
        select(job_alerts.c.id, *(saved_searches.c[name] for name in COLUMN_NAMES), search_extras.c.criteria)
        .join(saved_searches, saved_searches.c.id == job_alerts.c.saved_search_id)
        .outerjoin(search_extras, search_extras.c.saved_search_id == saved_searches.c.id)
        .where(job_alerts.c.id.in_(alert_ids))
    )
    return {row.id: from_row(row, row.criteria) for row in rows}


def _load_pending(session: Session, alert_ids: Sequence[UUID]) -> Mapping[UUID, list[UUID]]:
    """Return the listings that each alert has yet to report, newest first."""
    rows = session.execute(
        select(AlertDelivery.job_alert_id, AlertDelivery.job_listing_id)
        .where(AlertDelivery.job_alert_id.in_(alert_ids), AlertDelivery.email_id.is_(None))
        .order_by(AlertDelivery.seen_at.desc(), AlertDelivery.job_listing_id)
    )
    pending: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for row in rows:
        pending[row.job_alert_id].append(row.job_listing_id)
    return pending


def _load_matched_keywords(session: Session, alert_ids: Sequence[UUID]) -> Mapping[tuple[UUID, UUID], list[str]]:
    """Return the words of each alert's listings that its keywords match, each word once, in the order of the text."""
    rows = session.execute(_HEADLINES, {"alerts": list(alert_ids), "marks": _MARKS})
    return {
        (row.job_alert_id, row.job_listing_id): list(
            {word.lower(): word for word in reversed(_MARKED_WORD.findall(row.headline))}.values()
        )[::-1]
        for row in rows
    }


def _render_report(
    alert_id: UUID, criteria: Criteria, pending_cards: Sequence[Card], keywords: Mapping[tuple[UUID, UUID], list[str]]
) -> Email:
    jobs = [
        MatchedJob(
            title=card.title,
            company=card.company or "",
            place=card.location or "",
            pay=format_pay(card.pay),
            link=links.build_listing_link(card.id),
            source=card.provider.attribution or _("From {source}").format(source=card.provider.name),
            reasons=explain_match(criteria, card, keywords.get((alert_id, card.id), [])),
            is_closed=card.closed_at is not None,
        )
        for card in pending_cards
    ]
    return alert_report(describe_search(criteria, {}), jobs, links.build_alert_links(alert_id, criteria))

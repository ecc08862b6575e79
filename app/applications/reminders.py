"""Remind users to follow up: queue an email for what became due, in the transaction that records it as sent.

Each date of a follow-up is reminded of once at most, and not at all when it lies too far back. Not here: the text of
the email (app.applications.emails) and sending it (app.mail).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, text
from sqlalchemy.orm import Session

from app.applications.emails import FollowUp, build_reminder_email
from app.kit.i18n import _
from app.kit.local_time import parse_zone, to_local
from app.kit.tables import follow_up_reminders
from app.mail import outbox
from app.web.links import build_url
from database.clock import now
from database.sessions import pipeline_session

LOG = logging.getLogger(__name__)
# An import may bring follow-ups of years ago; nobody wants an email about those.
MAX_AGE = timedelta(days=14)
USERS_PER_BATCH = 200
_ADVISORY_LOCK_KEY = 0x666F6C6C6F77  # "follow"
_SELECT_DUE = text("""
select job_application_id, user_id, timezone, follow_up_at, title, company
from ops.due_follow_ups
where user_id in (
    select distinct user_id from ops.due_follow_ups
    where follow_up_at <= :now and follow_up_at > :earliest and user_id <> all(cast(:failed as uuid[]))
    order by user_id limit :users
) and follow_up_at <= :now and follow_up_at > :earliest
order by user_id, follow_up_at, job_application_id
""")


@dataclass(frozen=True, slots=True)
class ReminderCounts:
    """The emails queued, the follow-ups in them, and the users whose email could not be written."""

    emails: int = 0
    follow_ups: int = 0
    failed: int = 0


def send_reminders() -> ReminderCounts:
    """Queue an email to everyone with follow-ups that became due, batch by batch.

    Raises sqlalchemy.exc.OperationalError without a database; batches committed by then stay.
    """
    emails, follow_ups, failed = 0, 0, list[UUID]()
    while True:
        with _open_exclusive_session() as session:
            batch_emails, batch_follow_ups, batch_failed = _send_batch(session, now(), failed)
        emails, follow_ups, failed = emails + batch_emails, follow_ups + batch_follow_ups, failed + batch_failed
        if not batch_emails and not batch_failed:
            return ReminderCounts(emails, follow_ups, len(failed))


@contextmanager
def _open_exclusive_session() -> Iterator[Session]:
    """Open a transaction of the pipeline's role that runs in one process at a time."""
    with pipeline_session() as session:
        session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK_KEY})
        yield session


def _send_batch(session: Session, moment: datetime, failed: Sequence[UUID]) -> tuple[int, int, list[UUID]]:
    parameters = {"now": moment, "earliest": moment - MAX_AGE, "users": USERS_PER_BATCH, "failed": list(failed)}
    rows = session.execute(_SELECT_DUE, parameters).all()
    emails, follow_ups, newly_failed = 0, 0, []
    for user_id, group in groupby(rows, key=lambda row: row.user_id):
        due = list(group)
        try:
            email = build_reminder_email(
                [_create_follow_up(row) for row in due], build_url("/applications", only="due")
            )
        except ValueError:
            LOG.exception("the reminder for %s could not be written", user_id)
            newly_failed.append(user_id)
            continue
        email_id = outbox.queue_report(session, "follow_up_reminder", email, user_id)
        reminders = [
            {"job_application_id": row.job_application_id, "follow_up_at": row.follow_up_at, "email_id": email_id}
            for row in due
        ]
        session.execute(insert(follow_up_reminders), reminders)
        emails, follow_ups = emails + 1, follow_ups + len(due)
    return emails, follow_ups, newly_failed


def _create_follow_up(row: Row[Any]) -> FollowUp:
    local = to_local(row.follow_up_at, parse_zone(row.timezone))
    return FollowUp(
        title=row.title or _("An application"),
        company=row.company or "",
        day=f"{local.day} {local:%B %Y}",
        link=build_url("/applications", id=str(row.job_application_id)),
    )

"""Reminding people to follow up: a letter for what became due, in the transaction that notes it as told.

Each time a follow-up is set to is told once at most; one that lay back long before anyone could tell it is not.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Row, insert, text
from sqlalchemy.orm import Session

from app.applications.emails import FollowUp, follow_up_reminder
from app.kit.tables import follow_up_reminders
from app.mail import outbox
from app.web.links import absolute
from database.clock import now
from database.sessions import pipeline_session

LOG = logging.getLogger(__name__)
# An import may bring follow-ups of years ago; nobody waits for a letter about those.
LATEST = timedelta(days=14)
BATCH = 200
_LOCK = 0x666F6C6C6F77  # "follow"
_DUE = text("""
select job_application_id, user_id, timezone, follow_up_at, title, company
from ops.due_follow_ups
where user_id in (
    select distinct user_id from ops.due_follow_ups
    where follow_up_at <= :now and follow_up_at > :earliest and user_id <> all(cast(:failed as uuid[]))
    order by user_id limit :people
) and follow_up_at <= :now and follow_up_at > :earliest
order by user_id, follow_up_at, job_application_id
""")


@dataclass(frozen=True, slots=True)
class Reminded:
    """Letters written, the follow-ups in them, and the people whose letter could not be written."""

    letters: int = 0
    follow_ups: int = 0
    failed: int = 0


def remind() -> Reminded:
    """Write a letter to everyone with follow-ups that became due, batch by batch. Sending is the outbox's.

    Raises sqlalchemy.exc.OperationalError without a database; what was committed by then stays done.
    """
    letters, follow_ups, failed = 0, 0, list[UUID]()
    while True:
        with _alone() as session:
            done, told, troubled = _batch(session, now(), failed)
        letters, follow_ups, failed = letters + done, follow_ups + told, failed + troubled
        if not done and not troubled:
            return Reminded(letters, follow_ups, len(failed))


@contextmanager
def _alone() -> Iterator[Session]:
    """A transaction of the role pipeline that no other process's overlaps."""
    with pipeline_session() as session:
        session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        yield session


def _batch(session: Session, moment: datetime, failed: Sequence[UUID]) -> tuple[int, int, list[UUID]]:
    asked = {"now": moment, "earliest": moment - LATEST, "people": BATCH, "failed": list(failed)}
    rows = session.execute(_DUE, asked).all()
    letters, told, troubled = 0, 0, []
    for user_id, theirs in groupby(rows, key=lambda row: row.user_id):
        due = list(theirs)
        try:
            letter = follow_up_reminder([_shown(row) for row in due], absolute("/applications", only="due"))
        except ValueError:
            LOG.exception("the reminder for %s could not be written", user_id)
            troubled.append(user_id)
            continue
        email_id = outbox.queue(session, letter, user_id=user_id)
        written = [
            {"job_application_id": row.job_application_id, "follow_up_at": row.follow_up_at, "email_id": email_id}
            for row in due
        ]
        session.execute(insert(follow_up_reminders), written)
        letters, told = letters + 1, told + len(due)
    return letters, told, troubled


def _shown(row: Row[Any]) -> FollowUp:
    local = row.follow_up_at.astimezone(_zone(row.timezone))
    return FollowUp(
        title=row.title or "An application",
        company=row.company or "",
        day=f"{local.day} {local:%B %Y}",
        link=absolute("/applications", id=str(row.job_application_id)),
    )


def _zone(name: str | None) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC

"""Someone's calendar as iCalendar text (RFC 5545): interviews, follow-ups, days by which to apply. Its private address.

An entry keeps its UID whatever becomes of it; LAST-MODIFIED and SEQUENCE tell calendars that it changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from icalendar import Alarm, Calendar, Event, vDuration
from sqlalchemy import ColumnElement, delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.kit.tables import application_events, applications, companies, job_listings, saved_jobs
from app.kit.text import outside_address
from app.web.tokens import fingerprint, new_token
from database.models import CalendarFeed, JobApplicationStatus, User
from database.sessions import CURRENT_USER_ID

# Calendars ask for years; what is older than this is in the tracker.
_BACK = timedelta(days=365)
_USUAL_MINUTES, _LONGEST_MINUTES = 60, 24 * 60
_BEFORE = timedelta(hours=1)
_SNAPSHOT = applications.c.listing_snapshot
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Date:
    """Something with a moment. `minutes` is its length, `is_timed` whether a calendar should ring before it."""

    uid: str
    at: datetime
    title: str
    text: str
    place: str | None
    url: str | None
    minutes: int
    is_interview: bool
    changed_at: datetime


def dates(session: Session, at: datetime) -> tuple[Date, ...]:
    """What is or was to happen, from a year ago on, by time."""
    since = at - _BACK
    found = [*_events(session, since), *_deadlines(session, since)]
    return tuple(sorted(found, key=lambda one: (one.at, one.uid)))


def as_ics(found: tuple[Date, ...], name: str, host: str) -> bytes:
    """The calendar. The same dates are the same bytes, so that an unchanged one need not be sent again."""
    calendar = Calendar()
    calendar.add("prodid", "-//JobLedger//Applications//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for one in found:
        calendar.add_component(_entry(one, host))
    return bytes(calendar.to_ical())


def renew(session: Session, at: datetime) -> str:
    """A new address's token, which is kept nowhere; the one before it ends."""
    token = new_token()
    kept = {"token_hash": fingerprint(token), "created_at": at}
    made = insert(CalendarFeed).values(user_id=CURRENT_USER_ID, **kept)
    session.execute(made.on_conflict_do_update(index_elements=[CalendarFeed.user_id], set_=kept))
    return token


def switch_off(session: Session) -> None:
    """No address any more."""
    session.execute(delete(CalendarFeed).where(CalendarFeed.user_id == CURRENT_USER_ID))


def since(session: Session) -> datetime | None:
    """When the address that works was made; None without one."""
    return session.scalars(select(CalendarFeed.created_at)).one_or_none()


def whose(door: Session, token: str) -> UUID | None:
    """Whose calendar a token opens, asked as role auth; None for a wrong one and for a deleted account."""
    found = select(CalendarFeed.user_id).join(User, User.id == CalendarFeed.user_id)
    return door.scalars(
        found.where(CalendarFeed.token_hash == fingerprint(token), User.deleted_at.is_(None))
    ).one_or_none()


def _entry(one: Date, host: str) -> Event:
    entry = Event()
    entry.add("uid", f"{one.uid}@{host}")
    entry.add("dtstamp", one.changed_at)
    entry.add("last-modified", one.changed_at)
    # Grows with every change and stays the same without one.
    entry.add("sequence", max(0, int((one.changed_at - _EPOCH).total_seconds())))
    entry.add("dtstart", one.at.astimezone(UTC))
    entry.add("dtend", one.at.astimezone(UTC) + timedelta(minutes=one.minutes))
    entry.add("summary", one.title)
    if one.text:
        entry.add("description", one.text)
    if one.place:
        entry.add("location", one.place)
    if one.url:
        entry.add("url", one.url)
    # Only an interview takes up the person's time.
    entry.add("transp", "OPAQUE" if one.is_interview else "TRANSPARENT")
    if one.is_interview:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one.title)
        alarm["trigger"] = vDuration(-_BEFORE)
        entry.add_component(alarm)
    return entry


def _named() -> tuple[ColumnElement[Any], ...]:
    return (
        func.coalesce(_SNAPSHOT["title"].astext, job_listings.c.title, "An application").label("title"),
        func.coalesce(_SNAPSHOT["company"].astext, companies.c.name).label("company"),
        func.coalesce(applications.c.job_post_url, job_listings.c.url).label("url"),
    )


def _events(session: Session, since: datetime) -> list[Date]:
    rows = session.execute(
        select(application_events, applications.c.updated_at, applications.c.follow_up_at, *_named())
        .select_from(application_events)
        .join(applications, applications.c.id == application_events.c.job_application_id)
        .outerjoin(job_listings, job_listings.c.id == applications.c.job_listing_id)
        .outerjoin(companies, companies.c.id == func.coalesce(applications.c.company_id, job_listings.c.company_id))
        .where(
            applications.c.deleted_at.is_(None),
            application_events.c.event_type.in_(("interview", "follow_up")),
            application_events.c.occurred_at >= since,
        )
    )
    return [_event(row) for row in rows if not (row.payload or {}).get("done")]


def _event(row: Any) -> Date:
    payload = row.payload or {}
    is_interview = row.event_type.value == "interview"
    what = f"Interview: {_job(row)}" if is_interview else f"Follow up: {_job(row)}"
    told = [str(payload["text"])] if payload.get("text") else []
    told += [f"{name.capitalize()}: {payload[name]}" for name in ("round", "with") if payload.get(name)]
    return Date(
        uid=str(row.id),
        at=row.occurred_at,
        title=what,
        text="\n".join(told),
        place=str(payload["place"]) if payload.get("place") else None,
        url=outside_address(row.url),
        minutes=_minutes(payload.get("minutes")) if is_interview else 15,
        is_interview=is_interview,
        changed_at=max(row.created_at, row.updated_at),
    )


def _minutes(given: Any) -> int:
    return given if isinstance(given, int) and 0 < given <= _LONGEST_MINUTES else _USUAL_MINUTES


def _deadlines(session: Session, since: datetime) -> list[Date]:
    """The days by which to apply to what is saved or planned, as far as a listing tells; each listing once."""
    planned = select(applications.c.job_listing_id.label("listing_id")).where(
        applications.c.deleted_at.is_(None),
        applications.c.status == JobApplicationStatus.PLANNED,
        applications.c.job_listing_id.is_not(None),
    )
    wanted = planned.union(select(saved_jobs.c.job_listing_id)).subquery()
    applied = select(literal(1)).where(
        applications.c.job_listing_id == job_listings.c.id,
        applications.c.applied_at.is_not(None),
        applications.c.deleted_at.is_(None),
    )
    rows = session.execute(
        select(job_listings, companies.c.name.label("company"))
        .join(wanted, wanted.c.listing_id == job_listings.c.id)
        .outerjoin(companies, companies.c.id == job_listings.c.company_id)
        .where(job_listings.c.expires_at >= since, job_listings.c.closed_at.is_(None), ~applied.exists())
    )
    return [
        Date(
            uid=f"apply-{row.id}", at=row.expires_at, title=f"Apply by now: {_job(row)}", text="", place=None,
            url=outside_address(row.url), minutes=15, is_interview=False, changed_at=row.updated_at,
        )
        for row in rows
    ]  # fmt: skip


def _job(row: Any) -> str:
    return f"{row.title}, {row.company}" if row.company else str(row.title)

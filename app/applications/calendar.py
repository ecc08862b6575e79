"""Build a user's calendar as iCalendar text (RFC 5545) and manage its private address.

It has interviews, follow-ups and application deadlines. An entry keeps its UID; LAST-MODIFIED and SEQUENCE tell
calendar programs that it changed. Not here: answering requests (app.applications.routes.calendar).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from icalendar import Alarm, Calendar, Event, vDuration
from sqlalchemy import delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.applications.event_details import drop_invalid_details
from app.applications.selects import APPLICATION_TABLES, FIELD_COLUMNS
from app.kit.i18n import N_, _
from app.kit.tables import application_events, applications, companies, job_listings, saved_jobs
from app.kit.text import check_outside_address
from app.web.tokens import create_token, hash_token
from database.models import CalendarFeed, JobApplicationStatus, User

# An address that no program has read for this long ends.
IDLE_LIMIT = timedelta(days=180)
_LAST_USE_PRECISION = timedelta(hours=1)
# Older entries are in the timelines.
_PAST_DAYS = timedelta(days=365)
_DEFAULT_MINUTES, _REMINDER_MINUTES = 60, 15
_ALARM_LEAD = timedelta(hours=1)
_LAST_YEAR = datetime(9999, 1, 1, tzinfo=UTC)  # what begins later may end after the last date there is
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_DETAIL_LABELS = {"round": N_("Round: {value}"), "with": N_("With: {value}")}


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An entry of the calendar. `minutes` is its length; only an interview blocks time and has an alarm."""

    uid: str
    at: datetime
    title: str
    text: str
    place: str | None
    url: str | None
    minutes: int
    is_interview: bool
    changed_at: datetime


def list_entries(session: Session, at: datetime) -> tuple[CalendarEntry, ...]:
    """Return the entries of the last year and all future ones, by time."""
    since = at - _PAST_DAYS
    entries = [*_list_events(session, since), *_list_deadlines(session, since)]
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.uid)))


def build_ics(entries: tuple[CalendarEntry, ...], name: str, host: str) -> bytes:
    """Return the calendar file. The same entries give the same bytes, so that an ETag can tell them apart."""
    calendar = Calendar()
    calendar.add("prodid", "-//JobLedger//Applications//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_build_component(entry, host))
    return bytes(calendar.to_ical())


def renew(session: Session, user_id: UUID, at: datetime) -> str:
    """Create a new address and return its token, which is not stored; the previous address ends."""
    token = create_token()
    values = {"token_hash": hash_token(token), "created_at": at, "last_used_at": None}
    query = insert(CalendarFeed).values(user_id=user_id, **values)
    session.execute(query.on_conflict_do_update(index_elements=[CalendarFeed.user_id], set_=values))
    return token


def switch_off(session: Session, user_id: UUID) -> bool:
    """End the calendar's address; return False without one."""
    deletion = delete(CalendarFeed).where(CalendarFeed.user_id == user_id).returning(CalendarFeed.user_id)
    return session.scalars(deletion).one_or_none() is not None


def find_feed(session: Session, user_id: UUID) -> CalendarFeed | None:
    """Return the account's current address; None without one."""
    return session.get(CalendarFeed, user_id)


def find_owner(session: Session, token: str, at: datetime) -> UUID | None:
    """Return the user whose calendar a token opens and record its use, in an auth session.

    None for a wrong token, an address that was not read for IDLE_LIMIT, and a deleted account.
    """
    last_read_at = func.coalesce(CalendarFeed.last_used_at, CalendarFeed.created_at)
    query = select(CalendarFeed).join(User, User.id == CalendarFeed.user_id)
    feed = session.scalars(
        query.where(
            CalendarFeed.token_hash == hash_token(token), User.deleted_at.is_(None), last_read_at > at - IDLE_LIMIT
        )
    ).one_or_none()
    if feed is None:
        return None
    if feed.last_used_at is None or at - feed.last_used_at > _LAST_USE_PRECISION:
        feed.last_used_at = at
    return feed.user_id


def _build_component(entry: CalendarEntry, host: str) -> Event:
    component = Event()
    component.add("uid", f"{entry.uid}@{host}")
    component.add("dtstamp", entry.changed_at)
    component.add("last-modified", entry.changed_at)
    # Grows with every change and stays the same without one.
    component.add("sequence", max(0, int((entry.changed_at - _EPOCH).total_seconds())))
    component.add("dtstart", entry.at.astimezone(UTC))
    component.add("dtend", entry.at.astimezone(UTC) + timedelta(minutes=entry.minutes))
    component.add("summary", entry.title)
    if entry.text:
        component.add("description", entry.text)
    if entry.place:
        component.add("location", entry.place)
    if entry.url:
        component.add("url", entry.url)
    component.add("transp", "OPAQUE" if entry.is_interview else "TRANSPARENT")
    if entry.is_interview:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm["trigger"] = vDuration(-_ALARM_LEAD)
        component.add_component(alarm)
    return component


def _list_events(session: Session, since: datetime) -> list[CalendarEntry]:
    rows = session.execute(
        select(
            application_events,
            applications.c.updated_at,
            *(FIELD_COLUMNS[name].label(name) for name in ("title", "company", "url")),
        )
        .select_from(application_events)
        .join(APPLICATION_TABLES, applications.c.id == application_events.c.job_application_id)
        .where(
            applications.c.deleted_at.is_(None),
            application_events.c.event_type.in_(("interview", "follow_up")),
            application_events.c.occurred_at >= since,
            application_events.c.occurred_at < _LAST_YEAR,
        )
    )
    return [_create_event_entry(row) for row in rows if not drop_invalid_details(row.payload).get("done")]


def _create_event_entry(row: Any) -> CalendarEntry:
    payload = drop_invalid_details(row.payload)
    is_interview = row.event_type.value == "interview"
    title = _("Interview: {job}") if is_interview else _("Follow up: {job}")
    lines = [str(payload["text"])] if payload.get("text") else []
    lines += [_(label).format(value=payload[name]) for name, label in _DETAIL_LABELS.items() if payload.get(name)]
    return CalendarEntry(
        uid=str(row.id),
        at=row.occurred_at,
        title=title.format(job=_format_job(row)),
        text="\n".join(lines),
        place=str(payload["place"]) if payload.get("place") else None,
        url=check_outside_address(row.url),
        minutes=payload.get("minutes") or _DEFAULT_MINUTES if is_interview else _REMINDER_MINUTES,
        is_interview=is_interview,
        changed_at=max(row.created_at, row.updated_at),
    )


def _list_deadlines(session: Session, since: datetime) -> list[CalendarEntry]:
    """Return the application deadlines of saved and planned jobs, each listing once."""
    planned = select(applications.c.job_listing_id.label("listing_id")).where(
        applications.c.deleted_at.is_(None),
        applications.c.status == JobApplicationStatus.PLANNED,
        applications.c.job_listing_id.is_not(None),
    )
    candidates = planned.union(select(saved_jobs.c.job_listing_id)).subquery()
    applied = select(literal(1)).where(
        applications.c.job_listing_id == job_listings.c.id,
        applications.c.applied_at.is_not(None),
        applications.c.deleted_at.is_(None),
    )
    rows = session.execute(
        select(job_listings, companies.c.name.label("company"))
        .join(candidates, candidates.c.listing_id == job_listings.c.id)
        .outerjoin(companies, companies.c.id == job_listings.c.company_id)
        .where(job_listings.c.expires_at >= since, job_listings.c.closed_at.is_(None), ~applied.exists())
    )
    return [
        CalendarEntry(
            uid=f"apply-{row.id}",
            at=row.expires_at,
            title=_("Apply by now: {job}").format(job=_format_job(row)),
            text="",
            place=None,
            url=check_outside_address(row.url),
            minutes=_REMINDER_MINUTES,
            is_interview=False,
            changed_at=row.updated_at,
        )
        for row in rows
    ]


def _format_job(row: Any) -> str:
    title = row.title or _("An application")
    return f"{title}, {row.company}" if row.company else str(title)

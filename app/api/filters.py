"""What a list of the API can be narrowed down by: each filter's name, what it takes, and its condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import ColumnElement, func

from app.api.models import Outcome, Status
from app.kit.tables import application_events, applications, companies, job_listings, stage_statuses, stages

LONGEST = 200
_FIRST, _LAST = date(1900, 1, 1), date(2200, 1, 1)
_EVENT_TYPES = ("note", "interview", "offer", "follow_up")
_COMPANY = func.coalesce(applications.c.listing_snapshot["company"].astext, companies.c.name)


class Unusable(ValueError):
    """A filter's value that makes no sense; its text says what would."""


@dataclass(frozen=True, slots=True)
class Filter:
    """`read` takes what was written and raises Unusable; `condition` takes what was read."""

    name: str
    says: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]
    condition: Callable[[Any], ColumnElement[bool]]


def conditions(filters: Sequence[Filter], asked: Sequence[tuple[str, str]]) -> list[ColumnElement[bool]]:
    """The conditions of what was asked for. Raises Unusable, also for a name that is no filter's or comes twice."""
    known = {one.name: one for one in filters}
    names = [name for name, _ in asked]
    if unknown := sorted(set(names) - set(known)):
        there = ", ".join(f"`{name}`" for name in ("limit", "after", *known))
        raise Unusable(f"There is no parameter `{unknown[0][:40]}` here. There are: {there}.")
    if len(set(names)) < len(names):
        raise Unusable("Each filter can be given once. Ask again for each of several values.")
    return [_condition(known[name], written) for name, written in asked]


def _condition(one: Filter, written: str) -> ColumnElement[bool]:
    try:
        return one.condition(one.read(written))
    except Unusable as why:
        raise Unusable(f"`{one.name}` is {why}") from why


def _one_of(*words: str) -> Callable[[str], str]:
    def read(written: str) -> str:
        if written not in words:
            raise Unusable(f"one of {', '.join(words)}.")
        return written

    return read


def _words(written: str) -> str:
    tidy = " ".join(written.replace("\x00", "").split())
    if not tidy or len(tidy) > LONGEST:
        raise Unusable(f"a text of 1 to {LONGEST} characters.")
    return tidy


def _day(written: str) -> date:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        raise Unusable("a day such as 2026-03-31.") from None
    if not _FIRST <= found < _LAST:
        raise Unusable(f"a day from {_FIRST} on and before {_LAST}.")
    return found


def _moment(written: str) -> datetime:
    # In an address a plus sign stands for a blank unless it is written as %2B.
    try:
        found = datetime.fromisoformat(written.replace(" ", "+"))
        known = found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        known = None
    if known is None or not _FIRST <= known.date() < _LAST:
        raise Unusable("a time with its zone such as 2026-03-31T12:00:00Z.")
    return known


def _id(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Unusable("an id such as a list of applications has them.") from None


def _begin(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _contains(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    return column.icontains(words, autoescape=True)


_DAY = {"type": "string", "format": "date"}
_TIME = {"type": "string", "format": "date-time"}
_TEXT = {"type": "string", "minLength": 1, "maxLength": LONGEST}

APPLICATIONS: tuple[Filter, ...] = (
    Filter(
        "stage", "Those in the column of this name, in upper or lower case.", _TEXT, _words,
        lambda name: func.lower(stages.c.name) == func.lower(name),
    ),
    Filter(
        "status", "Those of this status.", {"type": "string", "enum": list(get_args(Status))},
        _one_of(*get_args(Status)), lambda status: applications.c.status == status,
    ),
    Filter(
        "outcome", "Those that ended so.", {"type": "string", "enum": list(get_args(Outcome))},
        _one_of(*get_args(Outcome)), lambda outcome: stage_statuses.c.outcome == outcome,
    ),
    Filter(
        "company", "Those at companies with these words in their name.", _TEXT, _words,
        lambda words: _contains(_COMPANY, words),
    ),
    Filter(
        "applied_from", "Those applied to on this day in UTC or later.", _DAY, _day,
        lambda day: applications.c.applied_at >= _begin(day),
    ),
    Filter(
        "applied_to", "Those applied to on this day in UTC or earlier.", _DAY, _day,
        lambda day: applications.c.applied_at < _begin(day + timedelta(days=1)),
    ),
    Filter(
        "changed_since", "Those added, edited or moved at this time or later (their `updated_at`).", _TIME, _moment,
        lambda at: applications.c.updated_at >= at,
    ),
)  # fmt: skip
EVENTS: tuple[Filter, ...] = (
    Filter(
        "application", "Those of one application.", {"type": "string", "format": "uuid"}, _id,
        lambda own: application_events.c.job_application_id == own,
    ),
    Filter(
        "type", "Those of this type.", {"type": "string", "enum": list(_EVENT_TYPES)}, _one_of(*_EVENT_TYPES),
        lambda kind: application_events.c.event_type == kind,
    ),
    Filter(
        "changed_since", "Those written at this time or later (their `created_at`).", _TIME, _moment,
        lambda at: application_events.c.created_at >= at,
    ),
)  # fmt: skip
SAVED: tuple[Filter, ...] = (
    Filter(
        "company", "Those at companies with these words in their name.", _TEXT, _words,
        lambda words: _contains(companies.c.name, words),
    ),
    Filter(
        "is_open", "Those whose listing is open, or is closed.", {"type": "string", "enum": ["true", "false"]},
        _one_of("true", "false"),
        lambda is_open: job_listings.c.closed_at.is_(None).is_(is_open == "true"),
    ),
)  # fmt: skip

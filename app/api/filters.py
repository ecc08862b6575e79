"""Define the filters of the API's lists: each one's name, schema and SQL condition. The lists: app.api.resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import ColumnElement, func

from app.api.models import Outcome, Status
from app.kit.i18n import N_, _
from app.kit.tables import application_events, applications, companies, job_listings, stage_statuses, stages

MAX_LENGTH = 200
_EARLIEST_DATE, _LATEST_DATE = date(1900, 1, 1), date(2200, 1, 1)
_EVENT_TYPES = ("note", "interview", "offer", "follow_up")
_COMPANY_NAME_SQL = func.coalesce(applications.c.listing_snapshot["company"].astext, companies.c.name)


class InvalidFilter(ValueError):
    """A filter with an unknown name or an invalid value; the message tells the client what is valid."""


@dataclass(frozen=True, slots=True)
class QueryFilter:
    """A filter: `parse` reads the text of the query and raises InvalidFilter; `condition` turns the value into SQL."""

    name: str
    description: str
    schema: Mapping[str, Any]
    parse: Callable[[str], Any]
    condition: Callable[[Any], ColumnElement[bool]]


def build_conditions(
    filters: Sequence[QueryFilter], parameters: Sequence[tuple[str, str]]
) -> list[ColumnElement[bool]]:
    """Return the conditions of the query's parameters. Raises InvalidFilter, also for unknown or repeated names."""
    filters_by_name = {filter_.name: filter_ for filter_ in filters}
    names = [name for name, _text in parameters]
    if unknown := sorted(set(names) - set(filters_by_name)):
        valid_names = ", ".join(f"`{name}`" for name in ("limit", "after", *filters_by_name))
        text = _("Unknown parameter `{name}`. Valid parameters: {names}.")
        raise InvalidFilter(text.format(name=unknown[0][:40], names=valid_names))
    if len(set(names)) < len(names):
        raise InvalidFilter(_("Each filter can be given once. Send one request per value."))
    return [_build_condition(filters_by_name[name], text) for name, text in parameters]


def _build_condition(filter_: QueryFilter, text: str) -> ColumnElement[bool]:
    try:
        return filter_.condition(filter_.parse(text))
    except InvalidFilter as error:
        message = _("`{name}` must be {expected}").format(name=filter_.name, expected=error)
        raise InvalidFilter(message) from error


def _build_choice_parser(*values: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in values:
            raise InvalidFilter(_("one of {values}.").format(values=", ".join(values)))
        return text

    return parse


def _parse_text(text: str) -> str:
    text = " ".join(text.replace("\x00", "").split())
    if not text or len(text) > MAX_LENGTH:
        raise InvalidFilter(_("a text of 1 to {count} characters.").format(count=MAX_LENGTH))
    return text


def _parse_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InvalidFilter(_("a day such as 2026-03-31.")) from None
    if not _EARLIEST_DATE <= day < _LATEST_DATE:
        raise InvalidFilter(
            _("a day from {first} on and before {last}.").format(first=_EARLIEST_DATE, last=_LATEST_DATE)
        )
    return day


def _parse_time(text: str) -> datetime:
    # In a URL a plus sign stands for a space unless it is written as %2B.
    try:
        local_time = datetime.fromisoformat(text.replace(" ", "+"))
        time = local_time.astimezone(UTC) if local_time.tzinfo else None
    except (ValueError, OverflowError):
        time = None
    if time is None or not _EARLIEST_DATE <= time.date() < _LATEST_DATE:
        raise InvalidFilter(_("a time with its zone such as 2026-03-31T12:00:00Z."))
    return time


def _parse_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidFilter(_("an id from a list of applications.")) from None


def _to_start_of_day(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _build_contains_condition(column: ColumnElement[Any], text: str) -> ColumnElement[bool]:
    return column.icontains(text, autoescape=True)


_DAY = {"type": "string", "format": "date"}
_TIME = {"type": "string", "format": "date-time"}
_TEXT = {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH}

APPLICATION_FILTERS: tuple[QueryFilter, ...] = (
    QueryFilter(
        "stage",
        N_("Only applications in the stage with this name, in upper or lower case."),
        _TEXT,
        _parse_text,
        lambda name: func.lower(stages.c.name) == func.lower(name),
    ),
    QueryFilter(
        "status",
        N_("Only applications with this status."),
        {"type": "string", "enum": list(get_args(Status))},
        _build_choice_parser(*get_args(Status)),
        lambda status: applications.c.status == status,
    ),
    QueryFilter(
        "outcome",
        N_("Only applications with this outcome."),
        {"type": "string", "enum": list(get_args(Outcome))},
        _build_choice_parser(*get_args(Outcome)),
        lambda outcome: stage_statuses.c.outcome == outcome,
    ),
    QueryFilter(
        "company",
        N_("Only applications at companies whose name contains this text."),
        _TEXT,
        _parse_text,
        lambda text: _build_contains_condition(_COMPANY_NAME_SQL, text),
    ),
    QueryFilter(
        "applied_from",
        N_("Only applications sent on or after this day (UTC)."),
        _DAY,
        _parse_day,
        lambda day: applications.c.applied_at >= _to_start_of_day(day),
    ),
    QueryFilter(
        "applied_to",
        N_("Only applications sent on or before this day (UTC)."),
        _DAY,
        _parse_day,
        lambda day: applications.c.applied_at < _to_start_of_day(day + timedelta(days=1)),
    ),
    QueryFilter(
        "changed_since",
        N_("Only applications added, edited or moved at or after this time (`updated_at`)."),
        _TIME,
        _parse_time,
        lambda at: applications.c.updated_at >= at,
    ),
)
EVENT_FILTERS: tuple[QueryFilter, ...] = (
    QueryFilter(
        "application",
        N_("Only events of this application."),
        {"type": "string", "format": "uuid"},
        _parse_id,
        lambda application_id: application_events.c.job_application_id == application_id,
    ),
    QueryFilter(
        "type",
        N_("Only events of this type."),
        {"type": "string", "enum": list(_EVENT_TYPES)},
        _build_choice_parser(*_EVENT_TYPES),
        lambda kind: application_events.c.event_type == kind,
    ),
    QueryFilter(
        "changed_since",
        N_("Only events recorded at or after this time (`created_at`)."),
        _TIME,
        _parse_time,
        lambda at: application_events.c.created_at >= at,
    ),
)
SAVED_JOB_FILTERS: tuple[QueryFilter, ...] = (
    QueryFilter(
        "company",
        N_("Only jobs at companies whose name contains this text."),
        _TEXT,
        _parse_text,
        lambda text: _build_contains_condition(companies.c.name, text),
    ),
    QueryFilter(
        "is_open",
        N_("Only jobs whose listing is open, or only those whose listing is closed."),
        {"type": "string", "enum": ["true", "false"]},
        _build_choice_parser("true", "false"),
        lambda is_open: job_listings.c.closed_at.is_(None).is_(is_open == "true"),
    ),
)

"""Read a user's saved searches, their alerts and what those found. Changing them: app.alerts.service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, Text, cast, func, select
from sqlalchemy.orm import Session

from app.kit.i18n import _
from app.kit.tables import (
    alert_deliveries,
    alert_frequencies,
    alert_runs,
    alert_schedules,
    job_alerts,
    saved_search_extras,
    saved_searches,
)
from app.listings.cards import Card, load_cards
from app.search.criteria import Criteria
from app.search.storage import from_row
from database.models import AlertFrequency

LONGEST_NAME = 120
_MAX_CHECKS = 20
USUAL_HOUR = 8
USUAL_WEEKDAY = 1


@dataclass(frozen=True, slots=True)
class FrequencyRule:
    """The rule of a frequency in ops.alert_frequencies: the days between two emails, and whether a weekday is set.

    Without an interval an alert emails each match immediately.
    """

    frequency: AlertFrequency
    interval_days: int | None
    has_weekday: bool


@dataclass(frozen=True, slots=True)
class AlertTiming:
    """When an alert sends email: its frequency, with the hour and the weekday (1 is Monday) that its rule may use.

    Hours and days are local.
    """

    frequency: AlertFrequency
    hour: int = USUAL_HOUR
    weekday: int = USUAL_WEEKDAY


@dataclass(frozen=True, slots=True)
class AlertState:
    """An alert with the rule of its frequency, and its counts.

    `emailed` is the number of jobs emailed so far, `waiting` of those for the next email; `error` is the last check's.
    """

    id: UUID
    timing: AlertTiming
    rule: FrequencyRule
    is_active: bool
    last_checked_at: datetime | None
    emailed: int
    waiting: int
    error: str | None


@dataclass(frozen=True, slots=True)
class SearchWithAlert:
    """A saved search and its alert, if it has one."""

    id: UUID
    name: str
    criteria: Criteria
    created_at: datetime
    last_run_at: datetime | None
    alert: AlertState | None


@dataclass(frozen=True, slots=True)
class AlertCheck:
    """One check of an alert: the number of new jobs, or the error."""

    checked_at: datetime
    result_count: int | None
    error: str | None


@dataclass(frozen=True, slots=True)
class AlertMatch:
    """A job that an alert found; `sent_at` is None until its email was sent."""

    card: Card
    matched_at: datetime
    sent_at: datetime | None


def list_frequency_rules(session: Session) -> tuple[FrequencyRule, ...]:
    """Return the rule of every frequency, the most frequent first."""
    rows = session.execute(select(alert_frequencies).order_by(alert_frequencies.c.interval_days.nulls_first()))
    return tuple(FrequencyRule(AlertFrequency(row.frequency), row.interval_days, row.has_weekday) for row in rows)


def list_searches(session: Session) -> tuple[SearchWithAlert, ...]:
    """Return every saved search, newest first."""
    order = (saved_searches.c.created_at.desc(), saved_searches.c.id)
    return tuple(_read_search(row) for row in session.execute(_select_searches().order_by(*order)))


def find_search(session: Session, search_id: UUID) -> SearchWithAlert | None:
    """Return a saved search, None when the user has none with this id."""
    row = session.execute(_select_searches().where(saved_searches.c.id == search_id)).one_or_none()
    return None if row is None else _read_search(row)


def list_checks(session: Session, alert_id: UUID) -> tuple[AlertCheck, ...]:
    """Return the last checks of an alert."""
    checks = select(alert_runs).where(alert_runs.c.job_alert_id == alert_id)
    rows = session.execute(checks.order_by(alert_runs.c.checked_at.desc(), alert_runs.c.id).limit(_MAX_CHECKS))
    return tuple(AlertCheck(row.checked_at, row.result_count, row.error) for row in rows)


def list_matches(session: Session, limit: int, search_id: UUID | None = None) -> tuple[AlertMatch, ...]:
    """Return the latest matches of one search or of all, each job once."""
    matches = (
        select(
            alert_deliveries.c.job_listing_id,
            func.max(alert_deliveries.c.matched_at).label("matched_at"),
            func.max(alert_deliveries.c.sent_at).label("sent_at"),
        )
        .join(job_alerts, job_alerts.c.id == alert_deliveries.c.job_alert_id)
        .group_by(alert_deliveries.c.job_listing_id)
        .order_by(func.max(alert_deliveries.c.matched_at).desc(), alert_deliveries.c.job_listing_id)
        .limit(limit)
    )
    if search_id is not None:
        matches = matches.where(job_alerts.c.saved_search_id == search_id)
    rows = session.execute(matches).all()
    cards_by_id = {card.id: card for card in load_cards(session, [row.job_listing_id for row in rows])}
    return tuple(AlertMatch(cards_by_id[row.job_listing_id], row.matched_at, row.sent_at) for row in rows)


def clean_name(text: str) -> str:
    """Return a name on one line, no longer than LONGEST_NAME and without characters that cannot be stored."""
    return " ".join(text.replace("\x00", "").split())[:LONGEST_NAME] or _("Saved search")


def _select_searches() -> Select[Any]:
    deliveries = select(
        alert_deliveries.c.job_alert_id,
        func.count(alert_deliveries.c.sent_at).label("emailed"),
        func.count().filter(alert_deliveries.c.sent_at.is_(None)).label("waiting"),
    )
    counts = deliveries.group_by(alert_deliveries.c.job_alert_id).subquery()
    last_error = (
        select(alert_runs.c.error)
        .where(alert_runs.c.job_alert_id == job_alerts.c.id)
        .order_by(alert_runs.c.checked_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            saved_searches,
            saved_search_extras.c.criteria,
            job_alerts.c.id.label("alert_id"),
            *(job_alerts.c[name] for name in ("frequency", "is_active", "last_checked_at")),
            alert_frequencies.c.interval_days,
            alert_frequencies.c.has_weekday,
            func.coalesce(alert_schedules.c.hour, USUAL_HOUR).label("hour"),
            func.coalesce(alert_schedules.c.weekday, USUAL_WEEKDAY).label("weekday"),
            func.coalesce(counts.c.emailed, 0).label("emailed"),
            func.coalesce(counts.c.waiting, 0).label("waiting"),
            last_error.label("error"),
        )
        .outerjoin(saved_search_extras, saved_search_extras.c.saved_search_id == saved_searches.c.id)
        .outerjoin(job_alerts, job_alerts.c.saved_search_id == saved_searches.c.id)
        .outerjoin(alert_frequencies, alert_frequencies.c.frequency == cast(job_alerts.c.frequency, Text))
        .outerjoin(alert_schedules, alert_schedules.c.job_alert_id == job_alerts.c.id)
        .outerjoin(counts, counts.c.job_alert_id == job_alerts.c.id)
    )


def _read_search(row: Row[Any]) -> SearchWithAlert:
    alert = None
    if row.alert_id is not None:
        timing = AlertTiming(row.frequency, row.hour, row.weekday)
        rule = FrequencyRule(row.frequency, row.interval_days, row.has_weekday)
        alert = AlertState(
            row.alert_id, timing, rule, row.is_active, row.last_checked_at, row.emailed, row.waiting, row.error
        )
    return SearchWithAlert(
        row.id, row.name or clean_name(""), from_row(row, row.criteria), row.created_at, row.last_run_at, alert
    )

"""Read what operators watch: sources with their budgets, boards, rejected records and the outbox. No writes here.

Each query takes a user's session (database.sessions). The database decides whether that user is an operator, and the
query raises NotAnOperator otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.sources import sql

# Calls that the providers' terms allow. A test compares them with those of ingestion, which app does not import.
CALL_LIMITS_BY_PROVIDER: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {"adzuna": {"minute": 25, "day": 250, "week": 1_000, "month": 2_500}}
)
STALE_PERIOD = timedelta(days=2)
_MAX_PAYLOAD_LENGTH = 4_000


class NotAnOperator(PermissionError):
    """The user may not see or change how sources are run."""


@dataclass(frozen=True, slots=True)
class CallBudgetUsage:
    """Count the calls of the current minute, day, week or month; `allowed` is the provider's limit, if it has one."""

    period: str
    calls: int
    allowed: int | None


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """A provider with its boards and call budgets.

    `failing_boards` failed at the last fetch; `never_fetched` had no complete fetch yet.
    """

    id: UUID
    code: str
    name: str
    is_active: bool
    base_url: str | None
    boards: int
    failing_boards: int
    never_fetched: int
    newest_fetch_at: datetime | None
    oldest_fetch_at: datetime | None
    listings: int
    records: int
    budgets: Sequence[CallBudgetUsage]


@dataclass(frozen=True, slots=True)
class LoggedAct:
    """What an operator did; `operator` is None at the command line, and on a screen once the account is erased."""

    occurred_at: datetime
    is_on_screen: bool
    operator: str | None
    act: str
    subject: str | None
    details: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Select boards by keywords in their name or error, by source, and by whether they have problems."""

    keywords: str = ""
    code: str | None = None
    has_problems: bool = False


@dataclass(frozen=True, slots=True)
class BoardRun:
    """A board's last run and what it changed."""

    started_at: datetime
    status: str
    fetched: int
    new: int
    changed: int
    closed: int


@dataclass(frozen=True, slots=True)
class BoardStatus:
    """A board with its last complete fetch and its last error, in the provider's words."""

    id: UUID
    code: str
    source_name: str
    slug: str
    name: str | None
    is_active: bool
    status: str | None
    error: str | None
    last_complete: datetime | None
    listings: int
    run: BoardRun | None


@dataclass(frozen=True, slots=True)
class RejectedRecordRow:
    """A record that could not be read, with the reason and its first 4,000 characters."""

    id: UUID
    source_name: str
    board: str
    stage: str
    external_id: str | None
    reason: str
    at: datetime
    payload: str
    length: int


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """Count the emails not sent yet: queued, failed at least once, and given up."""

    queued: int
    oldest: datetime | None
    failing: int
    given_up: int
    last_error: str | None


def list_sources(session: Session) -> Sequence[SourceStatus]:
    """Return every source, by name."""
    ensure_operator(session)
    calls: dict[UUID, dict[str, int]] = {}
    for row in session.execute(sql.SELECT_BUDGETS_SQL):
        calls.setdefault(row.job_source_id, {})[row.period] = row.calls
    return [_read_source(row, calls.get(row.id, {})) for row in session.execute(sql.SELECT_SOURCES_SQL)]


def list_boards(
    session: Session, board_filter: BoardFilter, now: datetime, limit: int, offset: int = 0
) -> tuple[list[BoardStatus], int]:
    """Return one page of the boards that match, those with problems first, and the number of all that match."""
    ensure_operator(session)
    keywords = board_filter.keywords.replace("\0", "").strip()  # PostgreSQL cannot store NUL
    values = {
        "code": board_filter.code,
        "keywords": keywords,
        "pattern": f"%{_escape_like(keywords)}%",
        "has_problems": board_filter.has_problems,
        "stale": now - STALE_PERIOD,
    }
    count: int = session.execute(sql.COUNT_BOARDS_SQL, values).scalar_one()
    rows = session.execute(sql.SELECT_BOARDS_SQL, values | {"limit": limit, "offset": offset})
    return [_read_board(row) for row in rows], count


def list_rejected_records(session: Session, code: str | None, limit: int, offset: int = 0) -> list[RejectedRecordRow]:
    """Return the records that could not be read, newest first."""
    ensure_operator(session)
    values = {"code": code, "limit": limit, "offset": offset, "max_length": _MAX_PAYLOAD_LENGTH}
    return [
        RejectedRecordRow(
            id=row.id,
            source_name=row.source_name,
            board=row.board,
            stage=row.stage,
            external_id=row.external_id,
            reason=row.reason,
            at=row.rejected_at,
            payload=row.payload,
            length=row.length,
        )
        for row in session.execute(sql.SELECT_REJECTED_RECORDS_SQL, values)
    ]


def get_outbox_status(session: Session) -> OutboxStatus:
    """Return how many emails wait in the outbox, without their text or address."""
    ensure_operator(session)
    row = session.execute(sql.SELECT_OUTBOX_SQL).one()
    return OutboxStatus(row.queued, row.oldest, row.failing, row.given_up, row.last_error)


def list_operator_acts(session: Session, limit: int) -> list[LoggedAct]:
    """Return the newest entries of the operators' log, newest first."""
    ensure_operator(session)
    return [LoggedAct(**row) for row in session.execute(sql.SELECT_LOG_SQL, {"limit": limit}).mappings()]


def ensure_operator(session: Session) -> None:
    """Raise NotAnOperator unless the session's user is an operator."""
    if not session.execute(text("select ops.is_operator()")).scalar():
        raise NotAnOperator


def _read_source(row: Any, calls: Mapping[str, int]) -> SourceStatus:
    call_limits = CALL_LIMITS_BY_PROVIDER.get(row.code, {})
    periods = [period for period in ("minute", "day", "week", "month") if period in call_limits or period in calls]
    return SourceStatus(
        id=row.id,
        code=row.code,
        name=row.name,
        is_active=row.is_active,
        base_url=row.base_url,
        boards=row.boards,
        failing_boards=row.failing,
        never_fetched=row.never,
        newest_fetch_at=row.newest,
        oldest_fetch_at=row.oldest,
        listings=row.listings,
        records=row.records,
        budgets=[CallBudgetUsage(period, calls.get(period, 0), call_limits.get(period)) for period in periods],
    )


def _read_board(row: Any) -> BoardStatus:
    run = None
    if row.started_at is not None:
        run = BoardRun(
            row.started_at, row.run_status, row.result_count, row.new_count, row.updated_count, row.closed_count
        )
    return BoardStatus(
        id=row.id,
        code=row.code,
        source_name=row.source_name,
        slug=row.slug,
        name=row.display_name,
        is_active=row.is_active,
        status=row.sync_status,
        error=row.sync_error,
        last_complete=row.last_sync_at,
        listings=row.listings,
        run=run,
    )


def _escape_like(keywords: str) -> str:
    """Escape the wildcards of LIKE."""
    return keywords.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

"""What an operator watches and sets: sources with their budgets, boards, rejected records, the outbox.

Every question takes a session of the role app that acts for a person (database.sessions), and the database itself
says whether that person is an operator; it raises NotAnOperator where they are not.
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

# Calls the providers' terms allow; the same as ingestion's, which a test holds against these.
ALLOWANCES: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {"adzuna": {"minute": 25, "day": 250, "week": 1_000, "month": 2_500}}
)
STALE = timedelta(days=2)
_SHOWN_PAYLOAD = 4_000


class NotAnOperator(PermissionError):
    """Who asks may not see or change how sources are run."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Calls spent in the present minute, day, week or month, of `allowed` where the provider names a limit."""

    period: str
    calls: int
    allowed: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """A provider: its boards (`failing` at their last fetch, `never` fetched fully), open listings, budget."""

    id: UUID
    code: str
    name: str
    is_active: bool
    base_url: str | None
    boards: int
    failing: int
    never: int
    newest: datetime | None
    oldest: datetime | None
    listings: int
    records: int
    spent: Sequence[Spent]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which boards to show: words of their name or error, one source's, only those in trouble."""

    words: str = ""
    code: str | None = None
    only_troubled: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A board's last fetch and what it brought."""

    started_at: datetime
    status: str
    fetched: int
    new: int
    changed: int
    closed: int


@dataclass(frozen=True, slots=True)
class Board:
    """A board: its state, its last complete fetch, the last error in the provider's words."""

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
    run: Run | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not be taken, why, and the first 4,000 characters of it."""

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
class Outbox:
    """Letters not sent yet: how many wait, since when the oldest, how many failed before, how many were given up."""

    queued: int
    oldest: datetime | None
    failing: int
    given_up: int
    last_error: str | None


def sources(session: Session) -> Sequence[Source]:
    """Every source, by name."""
    ensure_operator(session)
    spent: dict[UUID, dict[str, int]] = {}
    for row in session.execute(sql.SPENT):
        spent.setdefault(row.job_source_id, {})[row.period] = row.calls
    return [_source(row, spent.get(row.id, {})) for row in session.execute(sql.SOURCES)]


def boards(session: Session, wanted: Wanted, moment: datetime, limit: int, offset: int = 0) -> tuple[list[Board], int]:
    """One page of the boards that are wanted, the worst first, and how many there are."""
    ensure_operator(session)
    words = wanted.words.replace("\0", "").strip()  # PostgreSQL has no place for a NUL
    values = {
        "code": wanted.code,
        "words": words,
        "pattern": f"%{_literal(words)}%",
        "troubled": wanted.only_troubled,
        "stale": moment - STALE,
    }
    count: int = session.execute(sql.COUNT_BOARDS, values).scalar_one()
    rows = session.execute(sql.BOARDS, values | {"limit": limit, "offset": offset})
    return [_board(row) for row in rows], count


def rejected(session: Session, code: str | None, limit: int, offset: int = 0) -> list[Rejected]:
    """Records that could not be taken, the newest first."""
    ensure_operator(session)
    values = {"code": code, "limit": limit, "offset": offset, "shown": _SHOWN_PAYLOAD}
    return [
        Rejected(
            row.id, row.source_name, row.board, row.stage, row.external_id, row.reason, row.rejected_at, row.payload,
            row.length,
        )
        for row in session.execute(sql.REJECTED, values)
    ]  # fmt: skip


def outbox(session: Session) -> Outbox:
    """The state of the outbox; no letter and no address."""
    ensure_operator(session)
    row = session.execute(sql.OUTBOX).one()
    return Outbox(row.queued, row.oldest, row.failing, row.given_up, row.last_error)


def ensure_operator(session: Session) -> None:
    """Raise NotAnOperator unless the session's user is one."""
    if not session.execute(text("select ops.is_operator()")).scalar():
        raise NotAnOperator


def _source(row: Any, spent: Mapping[str, int]) -> Source:
    allowed = ALLOWANCES.get(row.code, {})
    periods = [period for period in ("minute", "day", "week", "month") if period in allowed or period in spent]
    return Source(
        id=row.id,
        code=row.code,
        name=row.name,
        is_active=row.is_active,
        base_url=row.base_url,
        boards=row.boards,
        failing=row.failing,
        never=row.never,
        newest=row.newest,
        oldest=row.oldest,
        listings=row.listings,
        records=row.records,
        spent=[Spent(period, spent.get(period, 0), allowed.get(period)) for period in periods],
    )


def _board(row: Any) -> Board:
    run = None
    if row.started_at is not None:
        run = Run(row.started_at, row.run_status, row.result_count, row.new_count, row.updated_count, row.closed_count)
    return Board(
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


def _literal(words: str) -> str:
    """The words for LIKE, its signs as themselves."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

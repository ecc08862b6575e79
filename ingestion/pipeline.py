"""The steps of the line that ingestion owns, each callable on its own: ingest, parse_pending, refresh_documents,
archive_and_settle. The command line and Dagster call these; neither is known here.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ParamSpec, TypeVar
from uuid import UUID

import psycopg

from database import clock
from database.engine import libpq
from ingestion import admin, ledger, runs
from ingestion.archive import archive_and_settle
from ingestion.budgets import DatabaseBudget
from ingestion.documents import refresh_documents
from ingestion.http import Client, FetchError
from ingestion.postings import BoardAnswer
from ingestion.registry import SOURCES
from ingestion.reports import BoardReport, SourceReport
from ingestion.sources.base import Source
from ingestion.staging import parse_pending, reparse

__all__ = ["archive_and_settle", "ingest", "parse_pending", "refresh_documents", "reparse"]

log = logging.getLogger(__name__)

# Answers held in memory at once; what a host is asked at once is the client's business.
BOARDS_AT_ONCE = 16

P = ParamSpec("P")
T = TypeVar("T")


def connect() -> psycopg.Connection:
    """A connection as the pipeline role. Commits do not wait for the disk: what a crash of the machine could take
    back is whole transactions of the last moments, which the next fetch lands again. Statements with
    parameters are planned each time: a plan kept from the first boards, when the tables were empty, would read all of
    them for every board.
    """
    options = "-c synchronous_commit=off -c plan_cache_mode=force_custom_plan"
    return psycopg.connect(libpq("pipeline"), options=options)


def ingest(code: str, boards: Sequence[str] | None = None) -> SourceReport:
    """Fetch and land every board of one source, or only the named ones.

    A board that fails is reported and does not stop the others. Raises `admin.UnknownName` for an unknown source or
    board, `psycopg.Error` when the database cannot be written.
    """
    started = time.monotonic()
    source = SOURCES[admin.known_source(code)]
    with connect() as connection:
        connection.autocommit = True
        ledger.prepare(connection)
        due = admin.boards_to_fetch(connection, source, boards)
        report = SourceReport(code)
        if due:
            report.boards = asyncio.run(_Pass(source, connection).run(due))
    report.boards.sort(key=lambda board: board.slug)
    report.seconds = time.monotonic() - started
    return report


class _Pass:
    """One pass over a source: boards are fetched concurrently, the database is used by one of them at a time."""

    def __init__(self, source: Source, connection: psycopg.Connection) -> None:
        self.source, self.connection = source, connection
        self.turn = asyncio.Lock()

    async def run(self, due: Sequence[admin.DueBoard]) -> list[BoardReport]:
        """Fetch and land all of `due`; the client limits how many calls are under way at a host."""
        async with Client(budget=DatabaseBudget(self.source)) as client:
            places = asyncio.Semaphore(BOARDS_AT_ONCE)

            async def one(board: admin.DueBoard) -> BoardReport:
                async with places:
                    return await self._board(client, board)

            return await asyncio.gather(*(one(board) for board in due))

    async def _board(self, client: Client, due: admin.DueBoard) -> BoardReport:
        started = time.monotonic()
        run_id = await self._in_turn(self._start, due)
        if run_id is None:
            return BoardReport(due.ref.slug, "error", error="another process is fetching this board")
        try:
            answer = await self.source.fetch(client, due.board)
        except FetchError as error:
            log.warning("%s %s: %s", due.ref.source_code, due.ref.slug, error)
            await self._in_turn(runs.fail, self.connection, due.ref, run_id, str(error), clock.now())
            report = BoardReport(due.ref.slug, "error", error=str(error))
        else:
            report = await self._in_turn(self._land, due, run_id, answer)
        finally:
            await self._in_turn(runs.unlock, self.connection, due.ref)
        return replace(report, seconds=round(time.monotonic() - started, 3))

    async def _in_turn(self, work: Callable[P, T], *args: P.args, **names: P.kwargs) -> T:
        async with self.turn:
            return await asyncio.to_thread(work, *args, **names)

    def _start(self, due: admin.DueBoard) -> UUID | None:
        if not runs.lock(self.connection, due.ref):
            return None
        return runs.start(self.connection, due.ref, clock.now())

    def _land(self, due: admin.DueBoard, run_id: UUID, answer: BoardAnswer) -> BoardReport:
        at = clock.now()
        try:
            with self.connection.transaction():
                landed = ledger.land(self.connection, due.ref, run_id, answer, at)
                status, shortfall = runs.succeed(self.connection, due.ref, run_id, answer, landed, at)
                runs.keep_rejected(self.connection, due.ref, run_id, answer.rejected, at)
        except psycopg.DataError as error:
            reason = f"the database could not take the answer, so nothing of it was landed: {error}"
            runs.fail(self.connection, due.ref, run_id, reason, at)
            return BoardReport(due.ref.slug, "error", error=reason)
        if answer.new_keys:
            log.warning("%s %s: keys no posting had before: %s", due.ref.source_code, due.ref.slug, answer.new_keys)
        return BoardReport(
            due.ref.slug, status, landed.fetched, landed.new, landed.changed, landed.closed, landed.reopened,
            len(answer.rejected), answer.size, error=shortfall, new_keys=tuple(sorted(answer.new_keys)),
        )  # fmt: skip

"""Run the pipeline steps that ingestion owns: ingest, parse_pending, refresh_documents, archive_payloads. The command
line and Dagster call these; this module knows neither.
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
from database.engine import libpq_url
from ingestion import admin, ingest_runs, landing
from ingestion.archive import archive_payloads
from ingestion.call_budgets import DatabaseCallBudget
from ingestion.http import FetchError, ProviderClient
from ingestion.postings import FetchResult
from ingestion.providers.base import JobProvider
from ingestion.registry import PROVIDERS
from ingestion.reports import BoardReport, ProviderReport
from ingestion.search_documents import refresh_documents
from ingestion.staging import parse_pending, reparse_outdated

__all__ = ["archive_payloads", "ingest", "parse_pending", "refresh_documents", "reparse_outdated"]

log = logging.getLogger(__name__)

# Fetches held in memory at once; the client limits the calls per host.
MAX_CONCURRENT_BOARDS = 16

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def connect_as_pipeline() -> psycopg.Connection:
    """Connect as the pipeline role. Commits do not wait for the disk: a crash of the machine can lose whole
    transactions of the last moments, which the next fetch lands again. Statements with parameters are planned each
    time: a plan cached from the first boards, when the tables were empty, would scan every table for every board.
    """
    options = "-c synchronous_commit=off -c plan_cache_mode=force_custom_plan"
    return psycopg.connect(libpq_url("pipeline"), options=options)


def ingest(code: str, boards: Sequence[str] | None = None) -> ProviderReport:
    """Fetch and land every board of one provider, or only the named ones.

    A board that fails is reported and does not stop the others. Raises `admin.UnknownNameError` for an unknown provider
    or board, `psycopg.Error` when the database cannot be written.
    """
    started_at = time.monotonic()
    provider = PROVIDERS[admin.require_provider_code(code)]
    with connect_as_pipeline() as connection:
        connection.autocommit = True
        landing.create_work_tables(connection)
        boards_to_fetch = admin.list_boards_to_fetch(connection, provider, boards)
        report = ProviderReport(code)
        if boards_to_fetch:
            report.boards = asyncio.run(_ProviderPass(provider, connection).run(boards_to_fetch))
    report.boards.sort(key=lambda board: board.slug)
    report.seconds = time.monotonic() - started_at
    return report


class _ProviderPass:
    """One pass over a provider: boards are fetched concurrently, but only one at a time uses the database."""

    def __init__(self, provider: JobProvider, connection: psycopg.Connection) -> None:
        self.provider, self.connection = provider, connection
        self.database_lock = asyncio.Lock()

    async def run(self, boards: Sequence[admin.BoardToFetch]) -> list[BoardReport]:
        """Fetch and land all `boards`; the client limits how many calls run at once against a host."""
        async with ProviderClient(budget=DatabaseCallBudget(self.provider)) as client:
            slots = asyncio.Semaphore(MAX_CONCURRENT_BOARDS)

            async def fetch_in_slot(board: admin.BoardToFetch) -> BoardReport:
                async with slots:
                    return await self._fetch_board(client, board)

            return await asyncio.gather(*(fetch_in_slot(board) for board in boards))

    async def _fetch_board(self, client: ProviderClient, board: admin.BoardToFetch) -> BoardReport:
        started_at = time.monotonic()
        run_id = await self._run_exclusively(self._start_run, board)
        if run_id is None:
            return BoardReport(board.board_ref.slug, "error", error="another process is fetching this board")
        try:
            fetch = await self.provider.fetch(client, board.board)
            report = await self._run_exclusively(self._land_fetch, board, run_id, fetch)
        except FetchError as error:
            log.warning("%s %s: %s", board.board_ref.source_code, board.board_ref.slug, error)
            report = await self._run_exclusively(self._fail_run, board, run_id, str(error))
        except (psycopg.OperationalError, psycopg.InterfaceError):
            raise  # the database is gone, so that no board can be landed
        except Exception as error:
            log.warning("%s %s", board.board_ref.source_code, board.board_ref.slug, exc_info=error)
            reason = f"nothing of the fetch was landed, because of {type(error).__name__}: {error}"
            report = await self._run_exclusively(self._fail_run, board, run_id, reason)
        finally:
            await self._run_exclusively(ingest_runs.unlock_board, self.connection, board.board_ref)
        return replace(report, seconds=round(time.monotonic() - started_at, 3))

    async def _run_exclusively(
        self, function: Callable[Parameters, Result], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Result:
        async with self.database_lock:
            return await asyncio.to_thread(function, *args, **kwargs)

    def _start_run(self, board: admin.BoardToFetch) -> UUID | None:
        if not ingest_runs.lock_board(self.connection, board.board_ref):
            return None
        return ingest_runs.start_run(self.connection, board.board_ref, clock.now())

    def _fail_run(self, board: admin.BoardToFetch, run_id: UUID, reason: str) -> BoardReport:
        reason = ingest_runs.escape_unstorable_characters(reason)
        ingest_runs.fail_run(self.connection, board.board_ref, run_id, reason, clock.now())
        return BoardReport(board.board_ref.slug, "error", error=reason)

    def _land_fetch(self, board: admin.BoardToFetch, run_id: UUID, fetch: FetchResult) -> BoardReport:
        landed_at = clock.now()
        with self.connection.transaction():
            landing_result = landing.land_fetch(self.connection, board.board_ref, run_id, fetch, landed_at)
            status, problem_text = ingest_runs.finish_run(
                self.connection, board.board_ref, run_id, fetch, landing_result, landed_at
            )
            ingest_runs.store_rejected_records(
                self.connection, board.board_ref, run_id, fetch.rejected_records, landed_at
            )
        if fetch.new_keys:
            log.warning(
                "%s %s: new keys in postings: %s", board.board_ref.source_code, board.board_ref.slug, fetch.new_keys
            )
        return BoardReport(
            board.board_ref.slug,
            status,
            landing_result.fetched,
            landing_result.new,
            landing_result.changed,
            landing_result.closed,
            landing_result.reopened,
            len(fetch.rejected_records),
            fetch.size,
            error=problem_text,
            new_keys=tuple(sorted(fetch.new_keys)),
            has_format_error=fetch.format_error is not None,
        )

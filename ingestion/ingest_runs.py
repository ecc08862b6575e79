"""Keep the ingest_runs row of one board's fetch, and what the board itself stores of it. No fetching, no landing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from ingestion.landing import BoardRef, LandingResult
from ingestion.postings import FetchResult, RejectedPosting

_MAX_STORED_ERRORS = 20

_INSERT_RUN = """
with interrupted as (
    update ingest_runs set status = 'error', finished_at = %(at)s, errors = %(interrupted)s
    where ats_organization_id = %(board)s and status = 'running'
)
insert into ingest_runs (id, job_source_id, ats_organization_id, started_at, status)
values (%(run)s, %(source)s, %(board)s, %(at)s, 'running')
"""


def lock_board(connection: psycopg.Connection, board: BoardRef) -> bool:
    """Lock the board for this session; return False when another process is fetching it."""
    row = connection.execute(
        "select pg_try_advisory_lock(hashtextextended(%s, 0))", [str(board.organization_id)]
    ).fetchone()
    return bool(row and row[0])


def unlock_board(connection: psycopg.Connection, board: BoardRef) -> None:
    """Release the board's lock."""
    connection.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [str(board.organization_id)])


def start_run(connection: psycopg.Connection, board: BoardRef, started_at: datetime) -> UUID:
    """Open a run for a locked board; a run that a killed process left open is closed as interrupted."""
    run_id = uuid4()
    connection.execute(
        _INSERT_RUN,
        {
            "run": run_id,
            "source": board.source_id,
            "board": board.organization_id,
            "at": started_at,
            "interrupted": Jsonb([{"error": "the process that ran it was interrupted; nothing of it was landed"}]),
        },
    )
    return run_id


def finish_run(
    connection: psycopg.Connection,
    board: BoardRef,
    run_id: UUID,
    fetch: FetchResult,
    landing_result: LandingResult,
    finished_at: datetime,
) -> tuple[str, str | None]:
    """Close the run of a landed fetch in the landing's transaction; return its status and its problems, if any."""
    problems = [
        reason
        for reason in (fetch.incomplete_reason if not fetch.is_complete else None, landing_result.suspected_outage)
        if reason
    ]
    errors: list[dict[str, Any]] = [{"error": reason} for reason in problems]
    errors += [
        {"rejected": record.external_id, "reason": record.reason}
        for record in fetch.rejected_records[:_MAX_STORED_ERRORS]
    ]
    if fetch.rejected_records:
        problems.append(f"{len(fetch.rejected_records)} records rejected, first: {fetch.rejected_records[0].reason}")
    status = "error" if fetch.format_error else "partial" if problems else "success"
    _close_run(connection, run_id, finished_at, status, landing_result, errors)
    is_complete_fetch = fetch.is_complete and landing_result.suspected_outage is None
    connection.execute(
        "update ats_organizations set sync_status = %s, sync_error = %s, updated_at = %s,"
        " last_sync_at = case when %s then %s else last_sync_at end,"
        " display_name = coalesce(display_name, %s) where id = %s",
        [
            "success" if is_complete_fetch else "failed",
            "; ".join(problems) or None,
            finished_at,
            is_complete_fetch,
            finished_at,
            escape_unstorable_characters(fetch.display_name) if fetch.display_name else None,
            board.organization_id,
        ],
    )
    if not fetch.is_not_modified:
        _delete_cache_validators(connection, board)
    if is_complete_fetch and not fetch.rejected_records:
        _store_cache_validators(connection, board, fetch, finished_at)
    return status, "; ".join(problems) or None


def fail_run(connection: psycopg.Connection, board: BoardRef, run_id: UUID, error: str, finished_at: datetime) -> None:
    """Close the run of a fetch that failed; the board's listings stay as they are."""
    _close_run(connection, run_id, finished_at, "error", LandingResult(0), [{"error": error}])
    connection.execute(
        "update ats_organizations set sync_status = 'failed', sync_error = %s, updated_at = %s where id = %s",
        [error, finished_at, board.organization_id],
    )


def store_rejected_records(
    connection: psycopg.Connection,
    board: BoardRef,
    run_id: UUID,
    records: Sequence[RejectedPosting],
    rejected_at: datetime,
) -> None:
    """Store rejected records with their reason; a record rejected again is stored once."""
    connection.cursor().executemany(
        "insert into ops.rejected_records (id, job_source_id, ats_organization_id, ingest_run_id, stage, external_id,"
        " payload, payload_hash, reason, rejected_at) values (%s, %s, %s, %s, 'fetch', %s, %s, %s, %s, %s)"
        " on conflict (ats_organization_id, stage, payload_hash) do nothing",
        [
            (
                uuid4(),
                board.source_id,
                board.organization_id,
                run_id,
                record.external_id,
                escape_unstorable_characters(record.payload),
                hash_text(record.payload),
                escape_unstorable_characters(record.reason),
                rejected_at,
            )
            for record in records
        ],
    )


def escape_unstorable_characters(text: str) -> str:
    """Return `text` as PostgreSQL can store it: NUL and lone surrogates are written as their escapes."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\u0000")


def hash_text(text: str) -> str:
    """Return 32 hex digits that identify a record's text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _close_run(
    connection: psycopg.Connection,
    run_id: UUID,
    finished_at: datetime,
    status: str,
    landing_result: LandingResult,
    errors: list[dict[str, Any]],
) -> None:
    connection.execute(
        "update ingest_runs set finished_at = %s, status = %s, result_count = %s, new_count = %s, updated_count = %s,"
        " errors = %s where id = %s",
        [
            finished_at,
            status,
            landing_result.fetched,
            landing_result.new,
            landing_result.changed,
            Jsonb(errors) if errors else None,
            run_id,
        ],
    )


def _delete_cache_validators(connection: psycopg.Connection, board: BoardRef) -> None:
    """Delete the board's validators: a 304 must only ever confirm the fetch that was landed last."""
    connection.execute("delete from ops.http_validators where ats_organization_id = %s", [board.organization_id])


def _store_cache_validators(
    connection: psycopg.Connection, board: BoardRef, fetch: FetchResult, updated_at: datetime
) -> None:
    connection.cursor().executemany(
        "insert into ops.http_validators as v (address, ats_organization_id, etag, last_modified, updated_at)"
        " values (%s, %s, %s, %s, %s) on conflict (address) do update"
        " set etag = excluded.etag, last_modified = excluded.last_modified, updated_at = excluded.updated_at"
        " where (v.etag, v.last_modified) is distinct from (excluded.etag, excluded.last_modified)",
        [
            (address, board.organization_id, etag, last_modified, updated_at)
            for address, (etag, last_modified) in fetch.cache_validators.items()
        ],
    )

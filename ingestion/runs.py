"""The ingest_runs row of one board's fetch, and what the board itself remembers of it. No fetching, no landing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from ingestion.ledger import BoardRef, Landed
from ingestion.postings import BoardAnswer, Rejected

_KEPT_ERRORS = 20

_START = """
with interrupted as (
    update ingest_runs set status = 'error', finished_at = %(at)s, errors = %(interrupted)s
    where ats_organization_id = %(board)s and status = 'running'
)
insert into ingest_runs (id, job_source_id, ats_organization_id, started_at, status)
values (%(run)s, %(source)s, %(board)s, %(at)s, 'running')
"""


def lock(connection: psycopg.Connection, board: BoardRef) -> bool:
    """Take the board for this session; False when another process is fetching it."""
    row = connection.execute(
        "select pg_try_advisory_lock(hashtextextended(%s, 0))", [str(board.organization_id)]
    ).fetchone()
    return bool(row and row[0])


def unlock(connection: psycopg.Connection, board: BoardRef) -> None:
    """Give the board back."""
    connection.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [str(board.organization_id)])


def start(connection: psycopg.Connection, board: BoardRef, at: datetime) -> UUID:
    """Open a run for a locked board; a run that a killed process left open is closed as interrupted."""
    run_id = uuid4()
    connection.execute(
        _START,
        {
            "run": run_id,
            "source": board.source_id,
            "board": board.organization_id,
            "at": at,
            "interrupted": Jsonb([{"error": "the process that ran it was interrupted; nothing of it was landed"}]),
        },
    )
    return run_id


def succeed(
    connection: psycopg.Connection,
    board: BoardRef,
    run_id: UUID,
    answer: BoardAnswer,
    landed: Landed,
    at: datetime,
) -> tuple[str, str | None]:
    """Close the run of a landed answer in the landing's transaction; returns its status and what fell short."""
    problems = [reason for reason in (answer.incomplete_reason if not answer.complete else None, landed.held) if reason]
    errors: list[dict[str, Any]] = [{"error": reason} for reason in problems]
    errors += [
        {"rejected": rejected.external_id, "reason": rejected.reason} for rejected in answer.rejected[:_KEPT_ERRORS]
    ]
    if answer.rejected:
        problems.append(f"{len(answer.rejected)} records rejected, first: {answer.rejected[0].reason}")
    status = "partial" if problems else "success"
    _finish(connection, run_id, at, status, landed, errors)
    complete = answer.complete and landed.held is None
    connection.execute(
        "update ats_organizations set sync_status = %s, sync_error = %s, updated_at = %s,"
        " last_sync_at = case when %s then %s else last_sync_at end,"
        " display_name = coalesce(display_name, %s) where id = %s",
        [
            "success" if complete else "failed",
            "; ".join(problems) or None,
            at,
            complete,
            at,
            answer.display_name,
            board.organization_id,
        ],
    )
    if not answer.not_modified:
        _forget_validators(connection, board)
    if complete and not answer.rejected:
        _remember_validators(connection, board, answer, at)
    return status, "; ".join(problems) or None


def fail(connection: psycopg.Connection, board: BoardRef, run_id: UUID, error: str, at: datetime) -> None:
    """Close the run of a fetch that brought nothing; the board's listings stay as they are."""
    _finish(connection, run_id, at, "error", Landed(0), [{"error": error}])
    connection.execute(
        "update ats_organizations set sync_status = 'failed', sync_error = %s, updated_at = %s where id = %s",
        [error, at, board.organization_id],
    )


def keep_rejected(
    connection: psycopg.Connection, board: BoardRef, run_id: UUID, rejected: Sequence[Rejected], at: datetime
) -> None:
    """Keep rejected records with their reason; the same record rejected again is kept once."""
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
                storable(record.external_id),
                storable(record.payload),
                digest(record.payload),
                storable(record.reason),
                at,
            )
            for record in rejected
        ],
    )


def storable(text: str | None) -> str | None:
    """`text` as PostgreSQL can hold it: NUL and lone surrogates written as their escapes."""
    if text is None:
        return None
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\u0000")


def digest(text: str) -> str:
    """32 hex digits that name a record's text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _finish(
    connection: psycopg.Connection,
    run_id: UUID,
    at: datetime,
    status: str,
    landed: Landed,
    errors: list[dict[str, Any]],
) -> None:
    connection.execute(
        "update ingest_runs set finished_at = %s, status = %s, result_count = %s, new_count = %s, updated_count = %s,"
        " errors = %s where id = %s",
        [at, status, landed.fetched, landed.new, landed.changed, Jsonb(errors) if errors else None, run_id],
    )


def _forget_validators(connection: psycopg.Connection, board: BoardRef) -> None:
    """A 304 must only ever confirm the answer that was landed last, so an answer that cannot be confirmed ends them."""
    connection.execute("delete from ops.http_validators where ats_organization_id = %s", [board.organization_id])


def _remember_validators(connection: psycopg.Connection, board: BoardRef, answer: BoardAnswer, at: datetime) -> None:
    connection.cursor().executemany(
        "insert into ops.http_validators as v (address, ats_organization_id, etag, last_modified, updated_at)"
        " values (%s, %s, %s, %s, %s) on conflict (address) do update"
        " set etag = excluded.etag, last_modified = excluded.last_modified, updated_at = excluded.updated_at"
        " where (v.etag, v.last_modified) is distinct from (excluded.etag, excluded.last_modified)",
        [(key, board.organization_id, etag, modified, at) for key, (etag, modified) in answer.validators.items()],
    )

"""The end of a pass: what settles, and what lands meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import psycopg
import pytest

from database.identity import listing_id, organization_id, source_id
from ingestion import ledger, runs, staging
from ingestion.archive import archive_and_settle
from ingestion.documents import refresh_documents
from ingestion.parse.canonical import canonical
from ingestion.parse.schema import ParseRejected
from ingestion.postings import BoardAnswer, Posting

AT = datetime(2026, 3, 1, tzinfo=UTC)
BOARD = ledger.BoardRef("greenhouse", "acme", source_id("greenhouse"), organization_id("greenhouse", "acme"))
LISTING = listing_id("greenhouse", "acme", "1")

_KNOWN = """
insert into job_sources (id, code, name, type, base_url, may_archive)
values (%(source)s, 'greenhouse', 'G', 'ats', 'http://x', true);
"""
_BUILT = """
with built as (
    insert into job_listings (
        id, cluster_id, external_id, job_source_id, ats_organization_id, title, ingested_at, created_at, updated_at
    )
    select listing_id, listing_id, external_id, job_source_id, ats_organization_id, 'Clerk', %(at)s, %(at)s, %(at)s
    from landing.presence
    returning id
)
insert into ops.listing_documents (listing_id, document, is_open, posted_at, job_source_id, updated_at)
select id, '', true, %(at)s, %(source)s, %(at)s from built
"""


@pytest.fixture
def connection(database: Any) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database.libpq("pipeline"), autocommit=True) as connected:
        ledger.prepare(connected)
        connected.execute(_KNOWN, {"source": BOARD.source_id})
        connected.execute(
            "insert into ats_organizations (id, job_source_id, slug) values (%s, %s, 'acme')",
            [BOARD.organization_id, BOARD.source_id],
        )
        yield connected


def land(connection: psycopg.Connection, version: str, at: datetime) -> None:
    posting = Posting("1", f'{{"id": "1", "title": "{version}"}}'.encode(), version * 32)
    run = runs.start(connection, BOARD, at)
    ledger.land(connection, BOARD, run, BoardAnswer([posting]), at)


def build(connection: psycopg.Connection) -> None:
    """What dbt and the search documents leave behind when they have taken the listing over."""
    connection.execute(_BUILT, {"source": BOARD.source_id, "at": AT})


def pending(connection: psycopg.Connection) -> list[Any]:
    return [key for (key,) in connection.execute("select listing_id from landing.pending")]


def versions(connection: psycopg.Connection, table: str) -> list[str]:
    return [text for (text,) in connection.execute(f"select payload ->> 'title' from {table} order by 1".encode())]


def test_what_arrived_is_archived_and_leaves_the_work_list(connection: psycopg.Connection) -> None:
    with connection.transaction():
        land(connection, "a", AT)
    build(connection)
    assert archive_and_settle().rows == 1
    assert pending(connection) == []
    assert versions(connection, "listing_archives") == ["a"]
    assert versions(connection, "landing.inbox") == []


def test_what_no_build_took_over_yet_stays(connection: psycopg.Connection) -> None:
    with connection.transaction():
        land(connection, "a", AT)
    assert archive_and_settle().rows == 0
    assert pending(connection) == [LISTING]
    assert versions(connection, "landing.inbox") == ["a"]


def test_a_change_that_lands_meanwhile_stays_on_the_work_list(connection: psycopg.Connection, database: Any) -> None:
    with connection.transaction():
        land(connection, "a", AT)
    build(connection)
    with (
        ThreadPoolExecutor(1) as pool,
        psycopg.connect(database.libpq("owner"), autocommit=True) as watching,
    ):
        with connection.transaction():
            land(connection, "b", AT + timedelta(hours=1))
            settling = pool.submit(archive_and_settle)
            wait_for_one_that_waits(watching, connection)
        settling.result()
    assert pending(connection) == [LISTING]
    assert versions(connection, "landing.inbox") == ["a", "b"]


def test_a_better_parser_reads_the_archive_again_and_its_listings_are_built_anew(
    connection: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def titles() -> list[tuple[str, int]]:
        return connection.execute("select title, parser_version from staging.listings order by 1").fetchall()

    for version, at in (("a", AT - timedelta(hours=1)), ("b", AT)):
        with connection.transaction():
            land(connection, version, at)
    staging.parse_pending()
    build(connection)
    archive_and_settle()
    assert titles() == [("a", 1), ("b", 1)]
    assert staging.reparse().rows == 0

    def better(batch: pl.DataFrame) -> tuple[pl.DataFrame, list[ParseRejected]]:
        listings, refused = canonical(batch)
        return listings.with_columns(pl.col("title").str.to_uppercase(), parser_version=pl.lit(2, pl.Int32)), refused

    monkeypatch.setattr(staging, "canonical", better)
    monkeypatch.setattr(staging, "PARSER_VERSION", 2)
    assert staging.reparse().rows == 2
    assert titles() == [("A", 2), ("B", 2)]
    assert connection.execute("select changed_at from landing.presence").fetchall() == [(AT,)]

    archive_and_settle()
    assert pending(connection) == [LISTING]
    refresh_documents()
    archive_and_settle()
    assert pending(connection) == []


def wait_for_one_that_waits(watching: psycopg.Connection, blocking: psycopg.Connection) -> None:
    """Return once a session waits for what `blocking` holds."""
    blocked = "select 1 from pg_stat_activity where %s = any(pg_blocking_pids(pid))"
    while watching.execute(blocked, [blocking.info.backend_pid]).fetchone() is None:
        pass

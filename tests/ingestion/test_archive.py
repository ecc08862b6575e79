"""Check the end of a pass: what settles, and what lands meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import psycopg
import pytest

from database.identity import listing_id, organization_id, source_id
from ingestion import ingest_runs, landing, staging
from ingestion.archive import archive_payloads
from ingestion.parse.canonical import parse_postings
from ingestion.parse.schema import RejectedVersion
from ingestion.postings import FetchResult, Posting
from ingestion.search_documents import refresh_documents

AT = datetime(2026, 3, 1, tzinfo=UTC)
BOARD = landing.BoardRef("greenhouse", "acme", source_id("greenhouse"), organization_id("greenhouse", "acme"))
LISTING = listing_id("greenhouse", "acme", "1")

_INSERT_PROVIDER = """
insert into job_sources (id, code, name, type, base_url, may_archive)
values (%(source)s, 'greenhouse', 'G', 'ats', 'http://x', true);
"""
_INSERT_BUILT = """
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
    with psycopg.connect(database.libpq_url("pipeline"), autocommit=True) as pipeline_connection:
        landing.create_work_tables(pipeline_connection)
        pipeline_connection.execute(_INSERT_PROVIDER, {"source": BOARD.source_id})
        pipeline_connection.execute(
            "insert into ats_organizations (id, job_source_id, slug) values (%s, %s, 'acme')",
            [BOARD.organization_id, BOARD.source_id],
        )
        yield pipeline_connection


def land(connection: psycopg.Connection, version: str, landed_at: datetime) -> None:
    posting = Posting("1", f'{{"id": "1", "title": "{version}"}}'.encode(), version * 32)
    run_id = ingest_runs.start_run(connection, BOARD, landed_at)
    landing.land_fetch(connection, BOARD, run_id, FetchResult([posting]), landed_at)


def build(connection: psycopg.Connection) -> None:
    """Leave behind what dbt and the search documents do when they take a listing over."""
    connection.execute(_INSERT_BUILT, {"source": BOARD.source_id, "at": AT})


def pending(connection: psycopg.Connection) -> list[Any]:
    return [listing_key for (listing_key,) in connection.execute("select listing_id from landing.pending")]


def versions(connection: psycopg.Connection, table: str) -> list[str]:
    return [text for (text,) in connection.execute(f"select payload ->> 'title' from {table} order by 1".encode())]


def test_what_arrived_is_archived_and_leaves_the_work_list(connection: psycopg.Connection) -> None:
    with connection.transaction():
        land(connection, "a", AT)
    build(connection)
    assert archive_payloads().rows == 1
    assert pending(connection) == []
    assert versions(connection, "listing_archives") == ["a"]
    assert versions(connection, "landing.inbox") == []


def test_what_a_provider_s_terms_forbid_is_not_archived(connection: psycopg.Connection) -> None:
    connection.execute("update job_sources set may_archive = false")
    with connection.transaction():
        land(connection, "a", AT)
    build(connection)
    assert archive_payloads().rows == 0
    assert versions(connection, "listing_archives") == []


def test_what_no_build_took_over_yet_stays(connection: psycopg.Connection) -> None:
    with connection.transaction():
        land(connection, "a", AT)
    assert archive_payloads().rows == 0
    assert pending(connection) == [LISTING]
    assert versions(connection, "landing.inbox") == ["a"]


def test_a_change_that_lands_meanwhile_stays_on_the_work_list(connection: psycopg.Connection, database: Any) -> None:
    with connection.transaction():
        land(connection, "a", AT)
    build(connection)
    with (
        ThreadPoolExecutor(1) as pool,
        psycopg.connect(database.libpq_url("owner"), autocommit=True) as observer,
    ):
        with connection.transaction():
            land(connection, "b", AT + timedelta(hours=1))
            settlement = pool.submit(archive_payloads)
            wait_for_blocked_session(observer, connection)
        settlement.result()
    assert pending(connection) == [LISTING]
    assert versions(connection, "landing.inbox") == ["a", "b"]


def test_a_better_parser_reads_the_archive_again_and_its_listings_are_built_anew(
    connection: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def titles() -> list[tuple[str, int]]:
        return connection.execute("select title, parser_version from staging.listings order by 1").fetchall()

    for version, landed_at in (("a", AT - timedelta(hours=1)), ("b", AT)):
        with connection.transaction():
            land(connection, version, landed_at)
    staging.parse_pending()
    build(connection)
    archive_payloads()
    assert titles() == [("a", 1), ("b", 1)]
    assert staging.reparse_outdated().rows == 0

    def better(batch: pl.DataFrame) -> tuple[pl.DataFrame, list[RejectedVersion]]:
        listings, rejected = parse_postings(batch)
        return listings.with_columns(pl.col("title").str.to_uppercase(), parser_version=pl.lit(2, pl.Int32)), rejected

    monkeypatch.setattr(staging, "parse_postings", better)
    monkeypatch.setattr(staging, "PARSER_VERSION", 2)
    assert staging.reparse_outdated().rows == 2
    assert titles() == [("A", 2), ("B", 2)]
    assert connection.execute("select changed_at from landing.presence").fetchall() == [(AT,)]

    archive_payloads()
    assert pending(connection) == [LISTING]
    refresh_documents()
    archive_payloads()
    assert pending(connection) == []


def wait_for_blocked_session(observer: psycopg.Connection, blocker: psycopg.Connection) -> None:
    """Return once a session waits for what `blocking` holds."""
    blocked = "select 1 from pg_stat_activity where %s = any(pg_blocking_pids(pid))"
    while observer.execute(blocked, [blocker.info.backend_pid]).fetchone() is None:
        pass

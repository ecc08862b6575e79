"""Measure how fast responses become landed rows, against the server's own binary COPY of the same bytes and against
dlt; and what a pass over 1 % changed costs against the first pass, in time and in write-ahead log.
"""

from __future__ import annotations

import os
import struct
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from statistics import median
from typing import Any
from urllib.request import urlopen
from uuid import uuid4

import dlt
import orjson
import psycopg

from benchmarks.scratch import scratch_home
from database import engine
from database.identity import listing_id, organization_id, source_id
from database.migrate import migrate
from ingestion import ingest_runs, landing, payloads, pipeline
from ingestion.admin import sync_providers
from ingestion.postings import FetchResult
from ingestion.registry import PROVIDERS
from sandbox.server import serve

LISTINGS = 20_000
REPEATS = 3
AT = datetime(2026, 11, 1, tzinfo=UTC)

Bodies = dict[str, bytes]


def measure() -> dict[str, Any]:
    """Return rows per second of landing, COPY and dlt on the sandbox market's Greenhouse boards, medians of three."""
    with scratch_home(), _fetch_sandbox_boards() as bodies:
        count = sum(len(orjson.loads(body)["jobs"]) for body in bodies.values())
        first_pass, unchanged, changed = zip(*(_run_passes(bodies) for _ in range(REPEATS)), strict=True)
        seconds = {
            "landing": median(seconds_used for seconds_used, _ in first_pass),
            "binary_copy": median(_measure_copy(bodies) for _ in range(REPEATS)),
            "dlt": _measure_dlt(bodies),
        }
        one_percent = {
            "unchanged_seconds_ratio": median(seconds_used for seconds_used, _ in unchanged) / seconds["landing"],
            "seconds_ratio": median(seconds_used for seconds_used, _ in changed) / seconds["landing"],
            "wal_ratio": median(wal for _, wal in changed) / median(wal for _, wal in first_pass),
            "unchanged_wal_bytes": median(wal for _, wal in unchanged),
        }
    return {
        "rows": count,
        "megabytes": round(sum(map(len, bodies.values())) / 1e6, 1),
        "rows_per_second": {name: round(count / seconds_used) for name, seconds_used in seconds.items()},
        "landing_over_binary_copy": round(seconds["landing"] / seconds["binary_copy"], 2),
        "dlt_over_landing": round(seconds["dlt"] / seconds["landing"], 2),
        "one_percent_changed_over_first_pass": {name: round(value, 4) for name, value in one_percent.items()},
    }


@contextmanager
def _fetch_sandbox_boards() -> Iterator[Bodies]:
    """Yield the sandbox market's Greenhouse responses, already fetched, by board."""
    with serve(listings=LISTINGS * 3, at="2026-11-01") as market:
        with urlopen(f"{market.url}/_boards/greenhouse") as response:  # noqa: S310 our own server
            boards = orjson.loads(response.read())
        base = market.base_url("greenhouse")
        bodies = {}
        for board in boards:
            with urlopen(f"{base}/{board}/jobs?content=true") as response:  # noqa: S310 our own server
                bodies[board] = response.read()
    yield bodies


def _run_passes(bodies: Bodies) -> list[tuple[float, int]]:
    """Run a first pass into an empty database, an unchanged one and one with 1 % changed; return seconds and WAL bytes
    of each.
    """
    _empty_database(list(bodies))
    edited_bodies = {board: _edit_one_percent(body) for board, body in bodies.items()}
    with pipeline.connect_as_pipeline() as connection:
        connection.autocommit = True
        landing.create_work_tables(connection)
        return [_measure_pass(connection, pass_bodies) for pass_bodies in (bodies, bodies, edited_bodies)]


def _land_all(connection: psycopg.Connection, bodies: Bodies) -> None:
    """Do what a pass does with a response: parse, hash, and land it with its run."""
    provider = PROVIDERS["greenhouse"]
    for board, body in bodies.items():
        board_ref = landing.BoardRef("greenhouse", board, source_id("greenhouse"), organization_id("greenhouse", board))
        collector = provider.new_collector()
        collector.add_records(payloads.parse_json(body)["jobs"])
        fetch: FetchResult = collector.result
        run_id = ingest_runs.start_run(connection, board_ref, AT)
        with connection.transaction():
            landing_result = landing.land_fetch(connection, board_ref, run_id, fetch, AT)
            ingest_runs.finish_run(connection, board_ref, run_id, fetch, landing_result, AT)


def _measure_pass(connection: psycopg.Connection, bodies: Bodies) -> tuple[float, int]:
    def read_wal_position() -> int:
        row = connection.execute("select pg_current_wal_insert_lsn() - '0/0'").fetchone()
        return int(row[0]) if row else 0

    wal_start, started_at = read_wal_position(), time.perf_counter()
    _land_all(connection, bodies)
    return time.perf_counter() - started_at, read_wal_position() - wal_start


def _edit_one_percent(body: bytes) -> bytes:
    """Return the same board with every hundredth title changed, counted over the posting's id so that it is 1 %
    overall.
    """
    content = orjson.loads(body)
    for job in content["jobs"]:
        if int(job["id"]) % 100 == 0:
            job["title"] += " (m/f/d)"
    return orjson.dumps(content)


def _measure_copy(bodies: Bodies) -> float:
    """Return the seconds the server's own binary COPY takes for the same rows, encoded beforehand."""
    stream = BytesIO(b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0))
    stream.seek(0, 2)
    run_bytes, captured_bytes = uuid4().bytes, struct.pack("!q", 0)
    for board, body in bodies.items():
        for job in orjson.loads(body)["jobs"]:
            listing_key = listing_id("greenhouse", board, str(job["id"])).bytes
            values = (listing_key, uuid4().hex.encode(), captured_bytes, run_bytes, b"\x01" + orjson.dumps(job))
            stream.write(
                struct.pack("!h", len(values)) + b"".join(struct.pack("!i", len(value)) + value for value in values)
            )
    stream.write(struct.pack("!h", -1))
    with psycopg.connect(engine.libpq_url("owner")) as connection:
        connection.execute("drop table if exists bench_copy")
        connection.execute("create table bench_copy (like landing.inbox including all)")
        connection.commit()
        started_at = time.perf_counter()
        with connection.cursor().copy("copy bench_copy from stdin (format binary)") as copy:
            copy.write(stream.getbuffer())
        connection.commit()
        return time.perf_counter() - started_at


def _measure_dlt(bodies: Bodies) -> float:
    """Return the seconds dlt takes to load the same records, already parsed, with its default settings."""
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    records = [{"board": board, **job} for board, body in bodies.items() for job in orjson.loads(body)["jobs"]]
    with tempfile.TemporaryDirectory() as folder:
        dlt_pipeline = dlt.pipeline(
            "bench",
            pipelines_dir=folder,
            dataset_name="bench_dlt",
            destination=dlt.destinations.postgres(engine.libpq_url("owner")),
        )
        started_at = time.perf_counter()
        dlt_pipeline.run(records, table_name="postings", primary_key=["board", "id"], write_disposition="merge")
        return time.perf_counter() - started_at


def _empty_database(boards: list[str]) -> None:
    migrate()
    sync_providers()
    with psycopg.connect(engine.libpq_url("owner")) as connection:
        connection.execute(
            "truncate landing.presence, landing.events, landing.inbox, landing.pending, landing.suspected_outages"
        )
        connection.execute("truncate ingest_runs, ats_organizations, ops.http_validators, ops.rejected_records cascade")
        connection.cursor().executemany(
            "insert into ats_organizations (id, job_source_id, slug) values (%s, %s, %s)",
            [(organization_id("greenhouse", board), source_id("greenhouse"), board) for board in boards],
        )
        connection.commit()
        connection.autocommit = True
        connection.execute("checkpoint")

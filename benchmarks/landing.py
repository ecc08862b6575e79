"""How fast answers become landed rows, against the server's own binary COPY of the same bytes and against dlt; and
what a pass over 1 % changed costs against the first pass, in time and in write-ahead log.
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
from ingestion import ledger, payloads, pipeline, runs
from ingestion.admin import sync_sources
from ingestion.postings import BoardAnswer
from ingestion.registry import SOURCES
from sandbox.server import serve

LISTINGS = 20_000
REPEATS = 3
AT = datetime(2026, 11, 1, tzinfo=UTC)

Bodies = dict[str, bytes]


def measure() -> dict[str, Any]:
    """Rows per second of landing, COPY and dlt on the sandbox market's Greenhouse boards, medians of three."""
    with scratch_home(), _market() as bodies:
        count = sum(len(orjson.loads(body)["jobs"]) for body in bodies.values())
        first, again, changed = zip(*(_passes(bodies) for _ in range(REPEATS)), strict=True)
        seconds = {
            "landing": median(cost for cost, _ in first),
            "binary_copy": median(_copy(bodies) for _ in range(REPEATS)),
            "dlt": _dlt(bodies),
        }
        one_percent = {
            "unchanged_seconds_ratio": median(cost for cost, _ in again) / seconds["landing"],
            "seconds_ratio": median(cost for cost, _ in changed) / seconds["landing"],
            "wal_ratio": median(wal for _, wal in changed) / median(wal for _, wal in first),
            "unchanged_wal_bytes": median(wal for _, wal in again),
        }
    return {
        "rows": count,
        "megabytes": round(sum(map(len, bodies.values())) / 1e6, 1),
        "rows_per_second": {name: round(count / cost) for name, cost in seconds.items()},
        "landing_over_binary_copy": round(seconds["landing"] / seconds["binary_copy"], 2),
        "dlt_over_landing": round(seconds["dlt"] / seconds["landing"], 2),
        "one_percent_changed_over_first_pass": {name: round(value, 4) for name, value in one_percent.items()},
    }


@contextmanager
def _market() -> Iterator[Bodies]:
    """The sandbox market's Greenhouse answers, already fetched, by board."""
    with serve(listings=LISTINGS * 3, at="2026-11-01") as market:
        with urlopen(f"{market.url}/_boards/greenhouse") as answer:  # noqa: S310 our own server
            boards = orjson.loads(answer.read())
        base = market.base_url("greenhouse")
        bodies = {}
        for board in boards:
            with urlopen(f"{base}/{board}/jobs?content=true") as answer:  # noqa: S310 our own server
                bodies[board] = answer.read()
    yield bodies


def _passes(bodies: Bodies) -> list[tuple[float, int]]:
    """A first pass into an empty database, an unchanged one, one with 1 % changed: seconds and WAL bytes of each."""
    _empty_database(list(bodies))
    edited = {board: _edited(body) for board, body in bodies.items()}
    with pipeline.connect() as connection:
        connection.autocommit = True
        ledger.prepare(connection)
        return [_cost(connection, answers) for answers in (bodies, bodies, edited)]


def _land(connection: psycopg.Connection, bodies: Bodies) -> None:
    """What a pass does once an answer is there: parse, hash, and land it with its run."""
    source = SOURCES["greenhouse"]
    for board, body in bodies.items():
        ref = ledger.BoardRef("greenhouse", board, source_id("greenhouse"), organization_id("greenhouse", board))
        collector = source.collector()
        collector.take(payloads.parse(body)["jobs"])
        answer: BoardAnswer = collector.answer
        run = runs.start(connection, ref, AT)
        with connection.transaction():
            landed = ledger.land(connection, ref, run, answer, AT)
            runs.succeed(connection, ref, run, answer, landed, AT)


def _cost(connection: psycopg.Connection, answers: Bodies) -> tuple[float, int]:
    def written() -> int:
        row = connection.execute("select pg_current_wal_insert_lsn() - '0/0'").fetchone()
        return int(row[0]) if row else 0

    before, started = written(), time.perf_counter()
    _land(connection, answers)
    return time.perf_counter() - started, written() - before


def _edited(body: bytes) -> bytes:
    """The same board with every hundredth title changed, counted over the posting's id so that it is 1 % overall."""
    answer = orjson.loads(body)
    for job in answer["jobs"]:
        if int(job["id"]) % 100 == 0:
            job["title"] += " (m/f/d)"
    return orjson.dumps(answer)


def _copy(bodies: Bodies) -> float:
    """Seconds the server's own binary COPY takes for the same rows, encoded beforehand."""
    stream = BytesIO(b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0))
    stream.seek(0, 2)
    run, captured = uuid4().bytes, struct.pack("!q", 0)
    for board, body in bodies.items():
        for job in orjson.loads(body)["jobs"]:
            key = listing_id("greenhouse", board, str(job["id"])).bytes
            cells = (key, uuid4().hex.encode(), captured, run, b"\x01" + orjson.dumps(job))
            stream.write(struct.pack("!h", len(cells)) + b"".join(struct.pack("!i", len(c)) + c for c in cells))
    stream.write(struct.pack("!h", -1))
    with psycopg.connect(engine.libpq("owner")) as connection:
        connection.execute("drop table if exists bench_copy")
        connection.execute("create table bench_copy (like landing.inbox including all)")
        connection.commit()
        started = time.perf_counter()
        with connection.cursor().copy("copy bench_copy from stdin (format binary)") as copy:
            copy.write(stream.getbuffer())
        connection.commit()
        return time.perf_counter() - started


def _dlt(bodies: Bodies) -> float:
    """Seconds dlt takes to load the same records, already parsed, with its default settings."""
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    records = [{"board": board, **job} for board, body in bodies.items() for job in orjson.loads(body)["jobs"]]
    with tempfile.TemporaryDirectory() as folder:
        loading = dlt.pipeline(
            "bench",
            pipelines_dir=folder,
            dataset_name="bench_dlt",
            destination=dlt.destinations.postgres(engine.libpq("owner")),
        )
        started = time.perf_counter()
        loading.run(records, table_name="postings", primary_key=["board", "id"], write_disposition="merge")
        return time.perf_counter() - started


def _empty_database(boards: list[str]) -> None:
    migrate()
    sync_sources()
    with psycopg.connect(engine.libpq("owner")) as connection:
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

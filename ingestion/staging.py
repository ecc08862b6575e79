"""Parsing the versions that landed into staging.listings. The parsers are ingestion.parse; here is what feeds them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

import orjson
import polars as pl
import psycopg
from psycopg import sql

from database import clock
from database.engine import libpq
from ingestion.parse.canonical import PARSER_VERSION, canonical
from ingestion.parse.schema import OUTPUT, ParseRejected, frame
from ingestion.postings import RawFields
from ingestion.registry import SOURCES
from ingestion.reports import StepReport

BATCH = 2_000

# One landed version as selected below: listing, hash, source, board's name, payload, then what _CARRIED names.
Version = tuple[Any, ...]

# What a version carries besides its parsed columns, as selected below.
_CARRIED = ("captured_at", "ingest_run_id", "job_source_id", "ats_organization_id", "external_id")

# An employer's own board names its company where the postings do not; an API source's board is only a query.
_NEW = """
select
    i.listing_id::text, i.payload_hash, s.code,
    case when s.type = 'ats' then coalesce(o.display_name, o.slug) end, i.payload::text,
    i.captured_at, i.ingest_run_id, p.job_source_id, p.ats_organization_id, p.external_id
from landing.inbox as i
join landing.presence as p using (listing_id)
join public.job_sources as s on s.id = p.job_source_id
join public.ats_organizations as o on o.id = p.ats_organization_id
where not exists (
    select from staging.listings as l
    where l.listing_id = i.listing_id and l.payload_hash = i.payload_hash and l.parser_version >= %(version)s
)
"""

_OUTDATED = """
select
    a.job_listing_id::text, a.payload_hash, s.code,
    case when s.type = 'ats' then coalesce(o.display_name, o.slug) end, a.payload::text,
    a.captured_at, a.ingest_run_id, p.job_source_id, p.ats_organization_id, p.external_id
from staging.listings as l
join public.listing_archives as a on a.job_listing_id = l.listing_id and a.payload_hash = l.payload_hash
join landing.presence as p on p.listing_id = l.listing_id
join public.job_sources as s on s.id = p.job_source_id
join public.ats_organizations as o on o.id = p.ats_organization_id
where l.parser_version < %(version)s
"""

# No event happened, so the listing's times stay. What keeps it on the work list until it is built anew is its search
# document, which from here on shows no change at all.
_REQUEUE = """
with again as (
    insert into landing.pending (listing_id)
    select p.listing_id from parsed as n
    join landing.presence as p using (listing_id, payload_hash)
    order by p.listing_id
    on conflict (listing_id) do update set queued_at = now()
    returning listing_id
)
update ops.listing_documents as d set updated_at = '-infinity' from again where d.listing_id = again.listing_id
"""


def parse_pending() -> StepReport:
    """Parse every landed version that has no staging row of this parser version yet.

    Works in batches, each its own transaction: what a stop leaves undone is done by the next call.
    """
    return _parse(_NEW, requeue=False)


def reparse() -> StepReport:
    """Parse archived versions again where an older parser wrote their row; listings follow at the next build.

    For when no build is under way: one that has read its work list already would not see it.
    """
    return _parse(_OUTDATED, requeue=True)


def _parse(query: str, *, requeue: bool) -> StepReport:
    started = time.monotonic()
    rows = rejected = 0
    with psycopg.connect(libpq("pipeline")) as reading, psycopg.connect(libpq("pipeline")) as writing:
        writing.execute("create temporary table parsed (like staging.listings) on commit delete rows")
        writing.commit()
        for batch in _batches(reading, query):
            stored = _store(writing, batch, requeue=requeue)
            rows, rejected = rows + stored, rejected + len(batch) - stored
    return StepReport(rows, rejected, time.monotonic() - started)


def _store(connection: psycopg.Connection, batch: Sequence[Version], *, requeue: bool) -> int:
    """Parse and write a batch; returns the rows written."""
    listings, refused = _canonical(batch)
    refused += _write_or_refuse(connection, listings, requeue=requeue)
    with connection.transaction():
        _reject(connection, refused, batch)
    return len(batch) - len(refused)


def _write_or_refuse(connection: psycopg.Connection, listings: pl.DataFrame, *, requeue: bool) -> list[ParseRejected]:
    """Write listings; what the database refuses is halved until the culprit is alone, and only that one is refused,
    so that one version never holds up the others.
    """
    if listings.is_empty():
        return []
    try:
        with connection.transaction():
            _write(connection, listings)
            if requeue:
                connection.execute(_REQUEUE)
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        if listings.height == 1:
            reason = f"staging.listings does not take it: {error.diag.message_primary or error}"
            return [ParseRejected(listings["listing_id"][0], listings["payload_hash"][0], reason)]
        middle = listings.height // 2
        return [
            record
            for half in (listings[:middle], listings[middle:])
            for record in _write_or_refuse(connection, half, requeue=requeue)
        ]
    return []


def _batches(connection: psycopg.Connection, query: str) -> Iterator[list[Version]]:
    with connection.cursor(name="versions") as cursor:
        cursor.execute(query, {"version": PARSER_VERSION})
        while batch := cursor.fetchmany(BATCH):
            yield batch


def _canonical(batch: Sequence[Version]) -> tuple[pl.DataFrame, list[ParseRejected]]:
    ids, hashes, codes, names, payloads, *carried = zip(*batch, strict=True)
    fields: list[RawFields] = [
        SOURCES[code].fields(orjson.loads(payload)) for code, payload in zip(codes, payloads, strict=True)
    ]
    listings, refused = canonical(frame(ids, hashes, codes, names, fields))
    return listings.join(_carried(ids, hashes, carried), on=["listing_id", "payload_hash"], how="left"), refused


def _carried(ids: Sequence[str], hashes: Sequence[str], carried: Sequence[Sequence[Any]]) -> pl.DataFrame:
    columns: dict[str, Any] = {"listing_id": ids, "payload_hash": hashes}
    for name, values in zip(_CARRIED, carried, strict=True):
        columns[name] = values if name in {"captured_at", "external_id"} else [str(value) for value in values]
    return pl.DataFrame(columns)


def _write(connection: psycopg.Connection, listings: pl.DataFrame) -> None:
    names = [*OUTPUT.names(), *_CARRIED]
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("copy parsed ({}) from stdin").format(columns)) as copy,
    ):
        for row in listings.select(names).iter_rows():
            copy.write_row(row)
    changes = sql.SQL(", ").join(
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name))
        for name in names
        if name not in {"listing_id", "payload_hash"}
    )
    connection.execute(
        sql.SQL(
            "insert into staging.listings ({0}) select {0} from parsed"
            " on conflict (listing_id, payload_hash) do update set {1}"
        ).format(columns, changes)
    )


def _reject(connection: psycopg.Connection, refused: Sequence[ParseRejected], batch: Sequence[Version]) -> None:
    if not refused:
        return
    versions = {(version[0], version[1]): version for version in batch}
    at = clock.now()
    rows = []
    for record in refused:
        version = versions[record.listing_id, record.payload_hash]
        payload, _, run, source, organization, external_id = version[4:]
        rows.append((uuid4(), source, organization, run, external_id, payload, record.payload_hash, record.reason, at))
    connection.cursor().executemany(
        "insert into ops.rejected_records (id, job_source_id, ats_organization_id, ingest_run_id, stage, external_id,"
        " payload, payload_hash, reason, rejected_at) values (%s, %s, %s, %s, 'parse', %s, %s, %s, %s, %s)"
        " on conflict (ats_organization_id, stage, payload_hash) do nothing",
        rows,
    )

"""Feed the versions that landed to the parsers and write what they return to staging.listings. The parsers are in
ingestion.parse.
"""

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
from database.engine import libpq_url
from ingestion.parse.canonical import PARSER_VERSION, parse_postings
from ingestion.parse.schema import OUTPUT_SCHEMA, RejectedVersion, build_input
from ingestion.postings import RawFields
from ingestion.registry import PROVIDERS
from ingestion.reports import StepReport

BATCH_SIZE = 2_000

# One landed version as selected below: listing, hash, provider, board's name, payload, then _UNPARSED_COLUMNS.
LandedVersion = tuple[Any, ...]

# The columns a version carries besides its parsed ones, in the order selected below.
_UNPARSED_COLUMNS = ("captured_at", "ingest_run_id", "job_source_id", "ats_organization_id", "external_id")

# An employer's own board names its company where the postings do not; an API provider's board is only a query.
_SELECT_UNPARSED_VERSIONS = """
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

_SELECT_OUTDATED_VERSIONS = """
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

# No event happened, so the listing's times stay. Resetting its search document's time keeps the listing on the work
# list until it is built again.
_REQUEUE_LISTINGS = """
with requeued as (
    insert into landing.pending (listing_id)
    select p.listing_id from parsed as n
    join landing.presence as p using (listing_id, payload_hash)
    order by p.listing_id
    on conflict (listing_id) do update set queued_at = now()
    returning listing_id
)
update ops.listing_documents as d set updated_at = '-infinity' from requeued where d.listing_id = requeued.listing_id
"""


def parse_pending() -> StepReport:
    """Parse every landed version that has no staging row of this parser version yet.

    Each batch is its own transaction: after an interruption the next call continues.
    """
    return _parse_versions(_SELECT_UNPARSED_VERSIONS, requeue=False)


def reparse_outdated() -> StepReport:
    """Parse archived versions again where an older parser wrote their row; listings follow at the next build.

    Do not run it during a build: a build that has read its work list already would miss these listings.
    """
    return _parse_versions(_SELECT_OUTDATED_VERSIONS, requeue=True)


def _parse_versions(query: str, *, requeue: bool) -> StepReport:
    started_at = time.monotonic()
    row_count = rejected_count = 0
    with (
        psycopg.connect(libpq_url("pipeline")) as read_connection,
        psycopg.connect(libpq_url("pipeline")) as write_connection,
    ):
        write_connection.execute("create temporary table parsed (like staging.listings) on commit delete rows")
        write_connection.commit()
        for batch in _read_batches(read_connection, query):
            stored_count = _store_batch(write_connection, batch, requeue=requeue)
            row_count, rejected_count = row_count + stored_count, rejected_count + len(batch) - stored_count
    return StepReport(row_count, rejected_count, time.monotonic() - started_at)


def _store_batch(connection: psycopg.Connection, batch: Sequence[LandedVersion], *, requeue: bool) -> int:
    """Parse and write a batch; return how many rows were written."""
    listings, rejected_versions = _parse_batch(batch)
    rejected_versions += _write_or_reject(connection, listings, requeue=requeue)
    with connection.transaction():
        _store_rejected_versions(connection, rejected_versions, batch)
    return len(batch) - len(rejected_versions)


def _write_or_reject(connection: psycopg.Connection, listings: pl.DataFrame, *, requeue: bool) -> list[RejectedVersion]:
    """Write listings and return the versions the database rejects. A failing batch is halved until the offending
    version is alone, so that one version never blocks the others.
    """
    if listings.is_empty():
        return []
    try:
        with connection.transaction():
            _write_listings(connection, listings)
            if requeue:
                connection.execute(_REQUEUE_LISTINGS)
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        if listings.height == 1:
            reason = f"staging.listings rejects it: {error.diag.message_primary or error}"
            return [RejectedVersion(listings["listing_id"][0], listings["payload_hash"][0], reason)]
        middle = listings.height // 2
        return [
            record
            for half_of_listings in (listings[:middle], listings[middle:])
            for record in _write_or_reject(connection, half_of_listings, requeue=requeue)
        ]
    return []


def _read_batches(connection: psycopg.Connection, query: str) -> Iterator[list[LandedVersion]]:
    with connection.cursor(name="versions") as cursor:
        cursor.execute(query, {"version": PARSER_VERSION})
        while batch := cursor.fetchmany(BATCH_SIZE):
            yield batch


def _parse_batch(batch: Sequence[LandedVersion]) -> tuple[pl.DataFrame, list[RejectedVersion]]:
    ids, hashes, codes, names, payloads, *unparsed_values = zip(*batch, strict=True)
    fields: list[RawFields] = [
        PROVIDERS[code].extract_fields(orjson.loads(payload)) for code, payload in zip(codes, payloads, strict=True)
    ]
    listings, rejected_versions = parse_postings(build_input(ids, hashes, codes, names, fields))
    return listings.join(
        _build_unparsed_columns(ids, hashes, unparsed_values), on=["listing_id", "payload_hash"], how="left"
    ), rejected_versions


def _build_unparsed_columns(
    ids: Sequence[str], hashes: Sequence[str], unparsed_values: Sequence[Sequence[Any]]
) -> pl.DataFrame:
    columns: dict[str, Any] = {"listing_id": ids, "payload_hash": hashes}
    for name, values in zip(_UNPARSED_COLUMNS, unparsed_values, strict=True):
        columns[name] = values if name in {"captured_at", "external_id"} else [str(value) for value in values]
    return pl.DataFrame(columns)


def _write_listings(connection: psycopg.Connection, listings: pl.DataFrame) -> None:
    column_names = [*OUTPUT_SCHEMA.names(), *_UNPARSED_COLUMNS]
    columns = sql.SQL(", ").join(map(sql.Identifier, column_names))
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("copy parsed ({}) from stdin").format(columns)) as copy,
    ):
        for row in listings.select(column_names).iter_rows():
            copy.write_row(row)
    assignments = sql.SQL(", ").join(
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name))
        for name in column_names
        if name not in {"listing_id", "payload_hash"}
    )
    connection.execute(
        sql.SQL(
            "insert into staging.listings ({0}) select {0} from parsed"
            " on conflict (listing_id, payload_hash) do update set {1}"
        ).format(columns, assignments)
    )


def _store_rejected_versions(
    connection: psycopg.Connection, rejected_versions: Sequence[RejectedVersion], batch: Sequence[LandedVersion]
) -> None:
    if not rejected_versions:
        return
    versions_by_key = {(version[0], version[1]): version for version in batch}
    rejected_at = clock.now()
    rows = []
    for record in rejected_versions:
        version = versions_by_key[record.listing_id, record.payload_hash]
        payload, _, run_id, source_id, organization_id, external_id = version[4:]
        rows.append(
            (
                uuid4(),
                source_id,
                organization_id,
                run_id,
                external_id,
                payload,
                record.payload_hash,
                record.reason,
                rejected_at,
            )
        )
    connection.cursor().executemany(
        "insert into ops.rejected_records (id, job_source_id, ats_organization_id, ingest_run_id, stage, external_id,"
        " payload, payload_hash, reason, rejected_at) values (%s, %s, %s, %s, 'parse', %s, %s, %s, %s, %s)"
        " on conflict (ats_organization_id, stage, payload_hash) do nothing",
        rows,
    )

"""Archive payloads at the end of a pass and take finished listings off the work list. No fetching, no parsing."""

from __future__ import annotations

import time

import psycopg

from database.engine import libpq_url
from ingestion.reports import StepReport

# Each distinct version is archived once. A provider whose terms forbid archiving keeps only the current payload.
_INSERT_ARCHIVES = """
insert into public.listing_archives (id, job_listing_id, captured_at, payload, payload_hash, ingest_run_id)
select
    ops.mint('archive', i.listing_id::text, i.payload_hash),
    i.listing_id, i.captured_at, i.payload, i.payload_hash, i.ingest_run_id
from landing.inbox as i
join public.job_listings as l on l.id = i.listing_id
join public.job_sources as s on s.id = l.job_source_id
where s.may_archive
    and not exists (
        select from public.listing_archives as a
        where a.job_listing_id = i.listing_id and a.payload_hash = i.payload_hash
    )
on conflict do nothing
"""

# A landing in progress locks the rows of its listings. Waiting for it here lets the next statement see what it wrote;
# a direct delete would wait too, but then decide by the old presence rows.
_WAIT_FOR_LANDINGS = "select from landing.pending order by listing_id for update"

# Settled: the listing's row and its search document both show the listing's last change.
_DELETE_FINISHED_PENDING = """
delete from landing.pending as w
using landing.presence as p, public.job_listings as l, ops.listing_documents as d
where p.listing_id = w.listing_id and l.id = w.listing_id and d.listing_id = w.listing_id
    and l.updated_at = p.changed_at and d.updated_at = p.changed_at
"""

_DELETE_ARCHIVED_FROM_INBOX = """
delete from landing.inbox as i
using public.job_listings as l, public.job_sources as s
where l.id = i.listing_id and s.id = l.job_source_id
    and not exists (select from landing.pending as w where w.listing_id = i.listing_id)
    and (
        not s.may_archive
        or exists (
            select from public.listing_archives as a
            where a.job_listing_id = i.listing_id and a.payload_hash = i.payload_hash
        )
    )
"""


def archive_payloads() -> StepReport:
    """Archive, settle and empty the inbox in one transaction; rows = versions archived."""
    started_at = time.monotonic()
    with psycopg.connect(libpq_url("pipeline")) as connection:
        archived_count = connection.execute(_INSERT_ARCHIVES).rowcount
        connection.execute(_WAIT_FOR_LANDINGS)
        connection.execute(_DELETE_FINISHED_PENDING)
        connection.execute(_DELETE_ARCHIVED_FROM_INBOX)
    return StepReport(archived_count, seconds=time.monotonic() - started_at)

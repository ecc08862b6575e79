"""Trace a listing back to the stored responses it came from. Reads only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from database.engine import libpq_url

_SELECT_LISTING = """
select
    l.id, l.title, c.name as company, l.url, l.external_id, l.posted_at, l.ingested_at, l.updated_at, l.closed_at,
    l.close_reason, s.code as source, s.base_url, o.slug as board, p.payload_hash, p.is_open
from public.job_listings as l
join public.job_sources as s on s.id = l.job_source_id
join public.ats_organizations as o on o.id = l.ats_organization_id
join landing.presence as p on p.listing_id = l.id
left join public.companies as c on c.id = l.company_id
where l.id = %s
"""

_SELECT_EVENTS = """
select e.event, e.reason, e.occurred_at, e.payload_hash, e.ingest_run_id
from landing.events as e where e.listing_id = %s order by e.id
"""

_SELECT_VERSIONS = """
select v.payload_hash, v.captured_at, v.ingest_run_id, v.archive_id, t.parser_version, v.payload
from (
    select payload_hash, captured_at, ingest_run_id, id as archive_id, payload
    from public.listing_archives where job_listing_id = %(id)s
    union all
    select i.payload_hash, i.captured_at, i.ingest_run_id, null, i.payload
    from landing.inbox as i
    where i.listing_id = %(id)s and not exists (
        select from public.listing_archives as a
        where a.job_listing_id = i.listing_id and a.payload_hash = i.payload_hash
    )
) as v
left join staging.listings as t on t.listing_id = %(id)s and t.payload_hash = v.payload_hash
order by v.captured_at
"""

_SELECT_RUNS = """
select id, started_at, finished_at, status, result_count, new_count, updated_count, errors
from public.ingest_runs where id = any(%s) order by started_at
"""


class ListingNotFound(LookupError):
    """No listing has this id."""


def explain_listing(listing_id: UUID) -> dict[str, Any]:
    """Return the listing, its events, its stored versions (payload included) and the runs that brought them.

    Raises ListingNotFound when the id is unknown.
    """
    with psycopg.connect(libpq_url("pipeline"), row_factory=dict_row) as connection:
        listing = connection.execute(_SELECT_LISTING, [listing_id]).fetchone()
        if listing is None:
            raise ListingNotFound(f"no listing has the id {listing_id}")
        events = connection.execute(_SELECT_EVENTS, [listing_id]).fetchall()
        versions = connection.execute(_SELECT_VERSIONS, {"id": listing_id}).fetchall()
        run_ids = list({row["ingest_run_id"] for row in (*events, *versions)})
        runs = connection.execute(_SELECT_RUNS, [run_ids]).fetchall()
    return {"listing": listing, "events": events, "versions": versions, "runs": runs}

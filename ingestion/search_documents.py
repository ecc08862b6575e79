"""Write the search document of each changed listing (ops.listing_documents) after dbt's core models ran and, in the
same transaction, queue what alerts must check (ops.alert_queue).
"""

from __future__ import annotations

import time

import psycopg

from database.engine import libpq_url
from ingestion.reports import StepReport

# A higher number makes the next refreshes write every document again, BATCH_SIZE at a time.
DOCUMENT_VERSION = 2
BATCH_SIZE = 5_000

# Hours, days and weeks of a full-time year, by which pay of different periods is compared.
_PERIODS_PER_YEAR_SQL = (
    "case l.salary_period when 'hour' then 2080 when 'day' then 260 when 'week' then 52"
    " when 'month' then 12 when 'year' then 1 end"
)

_REFRESH_DOCUMENTS = """
with written as (
insert into ops.listing_documents as d (
    listing_id, document, description_html, is_open, posted_at, job_source_id, company_name, location_text, country,
    workplace_type, employment_type, experience_level, salary_year_min, salary_year_max, currency, language, version,
    updated_at
)
select
    l.id,
    ops.search_document(l.title, c.name, tags.names, l.description, spoken.language),
    s.description_html,
    l.closed_at is null,
    coalesce(l.posted_at, l.ingested_at),
    l.job_source_id,
    c.name,
    nullif(lower(concat_ws(' ', p.raw_text, p.city, p.region, p.country)), ''),
    p.country,
    l.workplace_type,
    l.employment_type,
    l.experience_level,
    coalesce(l.salary_min, l.salary_max) * {per_year},
    coalesce(l.salary_max, l.salary_min) * {per_year},
    l.currency,
    spoken.language,
    %(version)s,
    l.updated_at
from ({work}) as w
left join landing.presence as h on h.listing_id = w.listing_id
join public.job_listings as l on l.id = w.listing_id
left join staging.listings as s on s.listing_id = l.id and s.payload_hash = h.payload_hash
left join public.companies as c on c.id = l.company_id
left join public.locations as p on p.id = l.location_id
left join lateral (
    select string_agg(t.name, ' ') as names
    from public.job_listing_tags as lt join public.job_tags as t on t.id = lt.job_tag_id
    where lt.job_listing_id = l.id and lt.confidence > 0
) as tags on true
cross join lateral (
    select coalesce((select language from ops.dictionaries() where language = s.language), 'en') as language
) as spoken
order by l.id
on conflict (listing_id) do update set
    document = excluded.document, description_html = excluded.description_html, is_open = excluded.is_open,
    posted_at = excluded.posted_at, job_source_id = excluded.job_source_id, company_name = excluded.company_name,
    location_text = excluded.location_text, country = excluded.country, workplace_type = excluded.workplace_type,
    employment_type = excluded.employment_type, experience_level = excluded.experience_level,
    salary_year_min = excluded.salary_year_min, salary_year_max = excluded.salary_year_max,
    currency = excluded.currency, language = excluded.language, version = excluded.version,
    updated_at = excluded.updated_at
returning d.listing_id, d.is_open, d.updated_at
),
queued as (
    -- `previous` shows the document as it was before this statement. A document of a better parser is queued too (its
    -- update time was reset), but alerts report only what newly matches.
    insert into ops.alert_queue (listing_id, seen_at)
    select w.listing_id, w.updated_at
    from written as w left join ops.listing_documents as previous using (listing_id)
    where w.is_open and previous.updated_at is distinct from w.updated_at
    order by w.listing_id
    on conflict (listing_id) do update set seen_at = excluded.seen_at
),
earlier as (
    -- Alerts compare with the document they checked last. A document still in the queue they have not checked.
    insert into ops.earlier_documents ({searched})
    select {earlier_columns}
    from written as w join ops.listing_documents as previous using (listing_id)
    where w.is_open and previous.is_open and previous.updated_at is distinct from w.updated_at
        and not exists (select from ops.alert_queue as waiting where waiting.listing_id = w.listing_id)
    order by w.listing_id
    on conflict (listing_id) do nothing
)
select count(*) from written
"""


_SELECT_PENDING_LISTINGS = "select listing_id from landing.pending"
_SELECT_OUTDATED_DOCUMENTS = f"""
select listing_id from ops.listing_documents
where version < %(version)s and listing_id not in ({_SELECT_PENDING_LISTINGS}) order by listing_id limit %(limit)s
"""  # noqa: S608 - made of constants

# The columns of a document that decide whether a search matches.
_SEARCHED_COLUMNS = (
    "listing_id",
    "document",
    "is_open",
    "posted_at",
    "job_source_id",
    "country",
    "workplace_type",
    "employment_type",
    "experience_level",
    "salary_year_min",
    "salary_year_max",
    "currency",
    "company_words",
    "location_words",
)


def refresh_documents() -> StepReport:
    """Write the search documents of pending listings, then those of an older document version; rows = documents.

    Pending ones are one transaction, the others one per batch: after an interruption the next call continues.
    """
    started_at = time.monotonic()
    with psycopg.connect(libpq_url("pipeline")) as connection:
        rows = _write_documents(connection, _SELECT_PENDING_LISTINGS)
        while written_count := _write_documents(connection, _SELECT_OUTDATED_DOCUMENTS):
            rows += written_count
    return StepReport(rows, seconds=time.monotonic() - started_at)


def _write_documents(connection: psycopg.Connection, listings_query: str) -> int:
    previous_columns = ", ".join(f"previous.{name}" for name in _SEARCHED_COLUMNS)
    query = _REFRESH_DOCUMENTS.format(
        work=listings_query,
        per_year=_PERIODS_PER_YEAR_SQL,
        searched=", ".join(_SEARCHED_COLUMNS),
        earlier_columns=previous_columns,
    )
    with connection.transaction():
        row = connection.execute(query, {"version": DOCUMENT_VERSION, "limit": BATCH_SIZE}).fetchone()
    return int(row[0]) if row else 0

"""The search document of each changed listing (ops.listing_documents), after dbt's core models ran; and, in the same
transaction, the queue of what alerts have to look at (ops.alert_queue).
"""

from __future__ import annotations

import time

import psycopg

from database.engine import libpq
from ingestion.reports import StepReport

# How documents are made. A higher number has all that are there made anew, BATCH at a time, by the next refreshes.
VERSION = 2
BATCH = 5_000

# Hours, days and weeks of a full-time year, by which pay of different periods is compared.
_PER_YEAR = (
    "case l.salary_period when 'hour' then 2080 when 'day' then 260 when 'week' then 52"
    " when 'month' then 12 when 'year' then 1 end"
)

_REFRESH = """
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
news as (
    -- `before` is as it was before this statement. A better parser's reading is looked at too (its update time was
    -- taken away), but told only where it newly matches.
    insert into ops.alert_queue (listing_id, seen_at)
    select w.listing_id, w.updated_at
    from written as w left join ops.listing_documents as before using (listing_id)
    where w.is_open and before.updated_at is distinct from w.updated_at
    order by w.listing_id
    on conflict (listing_id) do update set seen_at = excluded.seen_at
),
earlier as (
    -- What alerts have looked at, for them to tell what newly matches. What still waits they have not.
    insert into ops.earlier_documents ({searched})
    select {before}
    from written as w join ops.listing_documents as before using (listing_id)
    where w.is_open and before.is_open and before.updated_at is distinct from w.updated_at
        and not exists (select from ops.alert_queue as waiting where waiting.listing_id = w.listing_id)
    order by w.listing_id
    on conflict (listing_id) do nothing
)
select count(*) from written
"""


_PENDING = "select listing_id from landing.pending"
_OUTDATED = f"""
select listing_id from ops.listing_documents
where version < %(version)s and listing_id not in ({_PENDING}) order by listing_id limit %(limit)s
"""  # noqa: S608 - made of constants

# What deciding whether a search matches reads of a document.
_SEARCHED = (
    "listing_id", "document", "is_open", "posted_at", "job_source_id", "country", "workplace_type", "employment_type",
    "experience_level", "salary_year_min", "salary_year_max", "currency", "company_words", "location_words",
)  # fmt: skip


def refresh_documents() -> StepReport:
    """Write the search documents of the listings still pending, then those made in an earlier way; rows = documents.

    The first are one transaction, the others one for each batch: what a stop leaves undone is done by the next call.
    """
    started = time.monotonic()
    with psycopg.connect(libpq("pipeline")) as connection:
        rows = _write(connection, _PENDING)
        while written := _write(connection, _OUTDATED):
            rows += written
    return StepReport(rows, seconds=time.monotonic() - started)


def _write(connection: psycopg.Connection, work: str) -> int:
    before = ", ".join(f"before.{name}" for name in _SEARCHED)
    query = _REFRESH.format(work=work, per_year=_PER_YEAR, searched=", ".join(_SEARCHED), before=before)
    with connection.transaction():
        row = connection.execute(query, {"version": VERSION, "limit": BATCH}).fetchone()
    return int(row[0]) if row else 0

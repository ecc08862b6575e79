"""The search document of each changed listing (ops.listing_documents), after dbt's core models ran; and, in the same
transaction, the queue of what alerts have to look at (ops.alert_queue).
"""

from __future__ import annotations

import time

import psycopg
from psycopg.types.json import Jsonb

from database.engine import libpq
from ingestion.reports import StepReport

# Text in a language PostgreSQL has a dictionary for is indexed with it, and with the English one too, because a
# search is worded in either.
_DICTIONARIES = {
    "da": "danish", "de": "german", "es": "spanish", "fi": "finnish", "fr": "french", "it": "italian",
    "nl": "dutch", "no": "norwegian", "pl": "simple", "pt": "portuguese", "sv": "swedish",
}  # fmt: skip

# Hours, days and weeks of a full-time year, by which pay of different periods is compared.
_PER_YEAR = (
    "case l.salary_period when 'hour' then 2080 when 'day' then 260 when 'week' then 52"
    " when 'month' then 12 when 'year' then 1 end"
)

_REFRESH = """
with written as (
insert into ops.listing_documents as d (
    listing_id, document, description_html, is_open, posted_at, job_source_id, company_name, location_text, country,
    workplace_type, employment_type, experience_level, salary_year_min, salary_year_max, currency, updated_at
)
select
    l.id,
    {document},
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
    l.updated_at
from landing.pending as w
join landing.presence as h using (listing_id)
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
    select coalesce(%(dictionaries)s::jsonb ->> s.language, 'english')::regconfig as own
) as language
order by l.id
on conflict (listing_id) do update set
    document = excluded.document, description_html = excluded.description_html, is_open = excluded.is_open,
    posted_at = excluded.posted_at, job_source_id = excluded.job_source_id, company_name = excluded.company_name,
    location_text = excluded.location_text, country = excluded.country, workplace_type = excluded.workplace_type,
    employment_type = excluded.employment_type, experience_level = excluded.experience_level,
    salary_year_min = excluded.salary_year_min, salary_year_max = excluded.salary_year_max,
    currency = excluded.currency, updated_at = excluded.updated_at
returning d.listing_id, d.is_open, d.updated_at
),
news as (
    -- `before` is as it was before this statement: what the market did is news, a better parser's reading is not.
    insert into ops.alert_queue (listing_id, seen_at)
    select w.listing_id, w.updated_at
    from written as w left join ops.listing_documents as before using (listing_id)
    where w.is_open and before.updated_at is distinct from w.updated_at
    order by w.listing_id
    on conflict (listing_id) do update set seen_at = excluded.seen_at
)
select count(*) from written
"""


def _document() -> str:
    """The tsvector expression: title before company and tags before the text, in both dictionaries."""
    weighted = (("l.title", "A"), ("c.name", "B"), ("tags.names", "C"), ("l.description", "D"))
    both = []
    for dictionary in ("language.own", "'english'"):
        parts = " || ".join(
            f"setweight(to_tsvector({dictionary}, coalesce({text}, '')), '{weight}')" for text, weight in weighted
        )
        both.append(f"({parts})")
    own, english = both
    return f"case when language.own = 'english'::regconfig then {english} else {own} || {english} end"


def refresh_documents() -> StepReport:
    """Write the search documents of the listings still pending; rows = documents written."""
    started = time.monotonic()
    query = _REFRESH.format(document=_document(), per_year=_PER_YEAR)
    with psycopg.connect(libpq("pipeline")) as connection:
        row = connection.execute(query, {"dictionaries": Jsonb(_DICTIONARIES)}).fetchone()
    return StepReport(int(row[0]) if row else 0, seconds=time.monotonic() - started)

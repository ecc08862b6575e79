"""Fill a database with a million listings of the sandbox market, directly into the tables the search reads. No pipeline
pass.

The sandbox writes BASE postings; SQL adds COPIES of each with another id, posting time and salary.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg

from database.engine import libpq_url
from sandbox import descriptions
from sandbox.jobs import Job
from sandbox.providers import PROVIDERS
from sandbox.world import World

BASE, COPIES = 100_000, 10
LISTINGS = BASE * COPIES
_SEED, _AT = 7, "2026-11-22"
# Safety a temporary database can do without while it is filled.
_FAST_SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "30GB"}
_LOADED_TABLES = ("job_listings", "ops.listing_documents", "job_listing_tags")

_CREATE_ROWS = """
create unlogged table made (
    n int, code text, title text, company text, city text, region text, country text, workplace text, employment text,
    level text, low numeric, high numeric, currency text, period text, skills text[], description text, language text
)
"""
_INSERT_RELATED = """
insert into companies (id, name, clean_name)
select distinct on (lower(company)) ops.mint('company', lower(company)), company, lower(company) from made;
insert into locations (id, raw_text, city, region, country, is_remote)
select distinct ops.mint('place', city, region, country), concat_ws(', ', city, region, country), city, region,
    country, false
from made;
insert into job_tags (id, name, type)
select distinct ops.mint('tag', skill), skill, 'skill'::job_tag_type from made, unnest(skills) as skill;
insert into ats_organizations (id, job_source_id, slug)
select ops.mint('board', code), id, 'bench' from job_sources where code in (select code from made);
create unlogged table placed as
select made.*, b.job_source_id, b.id as board_id, ops.mint('company', lower(company)) as company_id,
    ops.mint('place', city, region, country) as location_id
from made join ats_organizations as b on b.id = ops.mint('board', code);
"""
_INSERT_DOCUMENTS = """
insert into worded (n, document)
select n, ops.search_document(title, company, array_to_string(skills, ' '), description, language)
from made where n %% 2 = %s
"""
# Posted within the last two months, each copy at its own moment.
_CREATE_COPIES = """
create unlogged table copied as
select gen_random_uuid() as id, n, copy, now() - random() * interval '60 days' as posted_at, 0.8 + random() * 0.4 as pay
from made, generate_series(1, %s) as copy
"""
_INSERT_LISTINGS = """
insert into job_listings (
    id, external_id, job_source_id, ats_organization_id, company_id, location_id, title, description, posted_at,
    ingested_at, created_at, updated_at, salary_min, salary_max, currency, salary_period, salary_is_estimated,
    workplace_type, employment_type, experience_level, cluster_id, raw_payload
)
select c.id, n || '-' || copy, job_source_id, board_id, company_id, location_id, title, description, posted_at,
    posted_at, posted_at, posted_at, round(low * c.pay), round(high * c.pay), currency, period, low is null,
    workplace, employment, level, c.id, '{}'
from copied as c join placed using (n)
"""
_INSERT_SEARCH_DOCUMENTS = """
insert into ops.listing_documents (
    listing_id, document, is_open, posted_at, job_source_id, company_name, location_text, country, workplace_type,
    employment_type, experience_level, salary_year_min, salary_year_max, currency, language, version, updated_at
)
select c.id, document, true, posted_at, job_source_id, company,
    lower(concat_ws(' ', city, region, country, city, region, country)), country, workplace, employment, level,
    round(low * c.pay) * times, round(high * c.pay) * times, currency, language, 2, posted_at
from copied as c
join placed using (n)
join worded using (n)
cross join lateral (
    select case period when 'hour' then 2080 when 'month' then 12 else 1 end as times
) as yearly
"""
_INSERT_TAGS = """
insert into job_listing_tags (job_listing_id, job_tag_id, confidence)
select c.id, ops.mint('tag', skill), 0.9 from copied as c join made using (n), unnest(skills) as skill
"""
_SELECT_INDEXES = """
select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
from pg_index as i
where i.indrelid = any(%s::regclass[]) and not exists (select from pg_constraint as c where c.conindid = i.indexrelid)
"""


def fill(base: int = BASE, copies: int = COPIES) -> None:
    """Fill an empty, migrated database whose providers are known; a million takes minutes of two cores and 10 GB."""
    with psycopg.connect(libpq_url("owner"), autocommit=True) as owner:
        for name, value in _FAST_SETTINGS.items():
            owner.execute(f"alter system set {name} = '{value}'")
        owner.execute("select pg_reload_conf()")
        owner.execute(_CREATE_ROWS)
        with owner.cursor().copy("copy made from stdin") as copy:
            for row in _build_rows(base):
                copy.write_row(row)
        owner.execute("create unlogged table worded (n int, document tsvector)")
        owner.execute(_INSERT_RELATED)
        _run_in_parallel([(_INSERT_DOCUMENTS, [remainder]) for remainder in range(2)])
        owner.execute(_CREATE_COPIES, [copies])
        owner.execute("analyze made, worded, copied, placed")
        indexes = owner.execute(_SELECT_INDEXES, [list(_LOADED_TABLES)]).fetchall()
        for name, _ in indexes:
            owner.execute(f"drop index {name}")
        _run_in_parallel([(_INSERT_LISTINGS, None), (_INSERT_SEARCH_DOCUMENTS, None)])
        _run_in_parallel(
            [(_INSERT_TAGS, None), *((definition, None) for _, definition in sorted(indexes, key=_index_sort_key))]
        )
        owner.execute("drop table made, worded, copied, placed")
        owner.execute("vacuum analyze job_listings, job_listing_tags, ops.listing_documents, companies, locations")
        for name in _FAST_SETTINGS:
            owner.execute(f"alter system reset {name}")
        owner.execute("select pg_reload_conf()")
        owner.execute("checkpoint")


def _index_sort_key(index: tuple[Any, ...]) -> bool:
    return "gin (document)" not in str(index[1])


def _run_in_parallel(statements: list[tuple[str, Any]]) -> None:
    """Run statements on two connections, without the triggers and keys that the rows are known to satisfy."""
    local = threading.local()

    def run(statement: tuple[str, Any]) -> None:
        if not hasattr(local, "owner"):
            local.owner = psycopg.connect(libpq_url("owner"), autocommit=True)
            local.owner.execute("set session_replication_role = replica")
            local.owner.execute("set maintenance_work_mem = '2GB'")
        local.owner.execute(*statement)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, statements))


def _build_rows(base: int) -> Iterator[tuple[Any, ...]]:
    """Return the market's postings as rows of `made`."""
    world, row_number = World(int(base * 1.05), _SEED, _AT), 0
    for code in PROVIDERS:
        for board in world.market.boards[code].values():
            for posting in world.get_listed_postings(board):
                if row_number < base:
                    yield (row_number, code, *_build_row(world.market.get_current_job(posting, world.now)))
                    row_number += 1


def _build_row(job: Job) -> tuple[Any, ...]:
    pay = (job.pay.minimum, job.pay.maximum, job.pay.currency, job.pay.period) if job.states_pay else (None,) * 4
    description = descriptions.write_description(job, with_pay=job.states_pay)
    sections = (description.about, *description.sections, description.terms, description.apply)
    lines = [*description.intro]
    for section in sections:
        lines += [section.heading, *(f"• {bullet}" for bullet in section.bullets), *section.paragraphs]
    return (
        job.title,
        job.employer.name,
        job.get_city_name(job.city),
        job.city.region,
        job.country.name,
        "on_site" if job.workplace == "onsite" else job.workplace,
        job.employment,
        job.level,
        *pay,
        list(job.skills),
        "\n\n".join(lines),
        job.language,
    )

"""Measure dbt's build of a day against the full build, on listings and applications made up in SQL; nothing is fetched.

A day changes 1 % of the listings and opens 1 % more; people send 0.3 % more applications and get as many answers. The
days are those of a week, because Monday's build also publishes the metrics of the week before.
JOBLEDGER_BENCH_LISTINGS sets another size; applications are a tenth. Landing does nothing for a day's build besides
writing its work list, so that the limit of a day holds for the build alone.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from statistics import mean
from typing import Any

import psycopg

from benchmarks.scratch import scratch_home
from database.engine import libpq_url
from database.migrate import migrate
from ingestion.admin import sync_providers
from orchestration.dbt import run_dbt

LISTINGS = int(os.environ.get("JOBLEDGER_BENCH_LISTINGS", "1000000"))
APPLICATIONS = LISTINGS // 10
PEOPLE = max(APPLICATIONS // 100, 10)
BOARDS = 500
FIRST_DAY = datetime(2026, 11, 1, 6, tzinfo=UTC)  # a Sunday
DAYS = 7
LIMIT = 0.08  # a day's build over the full one

_PARSED = """
insert into staging.listings (listing_id, payload_hash, parser_version, captured_at, ingest_run_id, job_source_id,
    ats_organization_id, external_id, title, company_id, company_name, company_clean_name, location_id, location_raw,
    city, country, workplace_type, experience_level, salary_min, salary_max, currency, salary_period, description,
    language, url, posted_at, signature_hash, signature_title, signature_location, tags)
select m.id, m.payload_hash, 1, %(at)s, m.run, m.source, m.board, m.n::text,
    (array['Senior ', '', 'Junior ', 'Lead '])[1 + m.n %% 4] || 'Job ' || m.n %% 3000,
    ops.mint('company', 'company ' || m.n %% 20000), 'Company ' || m.n %% 20000, 'company ' || m.n %% 20000,
    ops.mint('location', 'City ' || m.n %% 2000, 'City ' || m.n %% 2000, '', 'Country ' || m.n %% 40, ''),
    'City ' || m.n %% 2000, 'City ' || m.n %% 2000, 'Country ' || m.n %% 40,
    (array['remote', 'hybrid', 'on_site', null])[1 + m.n %% 4], (array['entry', 'mid', 'senior', null])[1 + m.n %% 4],
    case when m.n %% 3 = 0 then 40000 + m.n %% 50 * 1000 end, case when m.n %% 3 = 0 then 60000 + m.n %% 50 * 1000 end,
    case when m.n %% 3 = 0 then 'EUR' end, case when m.n %% 3 = 0 then 'year' end,
    repeat('What the job is about, and whom we look for. ', 30), 'en', 'https://jobs.example/' || m.n,
    %(at)s::timestamptz - make_interval(hours => m.n %% 2000), md5('s' || m.n), 'job ' || m.n %% 3000,
    'city ' || m.n %% 2000,
    (select jsonb_agg(jsonb_build_object('name', 'Skill ' || (m.n * 7 + k * k * 31) %% 800, 'type', 'skill',
        'confidence', 0.9, 'source', 'description')) from generate_series(1, 5) as k)
from generated as m
"""
_EVENTS = """
insert into landing.events (listing_id, event, occurred_at, ingest_run_id, payload_hash, reason)
select id, %(event)s, %(at)s, run, payload_hash, null from generated
"""


def measure() -> dict[str, Any]:
    """Measure the full build, each day of the week after it, a build without changes, and a full refresh."""
    with scratch_home():
        migrate()
        sync_providers()
        _boards()
        _land(1, LISTINGS, _time(0), "opened")
        _apply(APPLICATIONS, _time(0))
        _parse_project()
        full = _build(_time(0))
        days = {f"{FIRST_DAY + timedelta(days=n):%A}": _day(n) for n in range(1, DAYS + 1)}
        unchanged = _build(_time(DAYS + 1))
        full_refresh = _build(_time(DAYS + 1), "--full-refresh")
    day = mean(days.values())
    return {
        "listings": LISTINGS,
        "applications": APPLICATIONS,
        "people": PEOPLE,
        "seconds": {"full": full, "days": days, "unchanged": unchanged, "full_refresh_without_news": full_refresh},
        "day_over_full": round(day / full, 4),
        "dearest_day_over_full": round(max(days.values()) / full, 4),
        "is_within_limit": max(days.values()) / full <= LIMIT,
    }


def _day(number: int) -> float:
    """Return the seconds of a day's build; each day changes other listings than the days before."""
    at, one_percent = _time(number), LISTINGS // 100
    _land(1 + (number - 1) * one_percent, number * one_percent, at, "changed")
    _land(LISTINGS + 1 + (number - 1) * one_percent, LISTINGS + number * one_percent, at, "opened")
    _apply(APPLICATIONS * 3 // 1000, at)
    _answer(APPLICATIONS * 3 // 1000, at)
    return _build(at)


def _time(day: int) -> str:
    return (FIRST_DAY + timedelta(days=day)).isoformat()


def _run(statement: str, **values: Any) -> None:
    with psycopg.connect(libpq_url("owner"), autocommit=True, cursor_factory=psycopg.ClientCursor) as owner:
        owner.execute(statement.encode(), values)


def _boards() -> None:
    _run(
        "insert into ats_organizations (id, job_source_id, slug, last_sync_at)"
        " select ops.mint('organization', 'greenhouse', 'b' || n), ops.mint('source', 'greenhouse'), 'b' || n,"
        " %(at)s from generate_series(0, %(boards)s) as n",
        boards=BOARDS - 1,
        at=_time(0),
    )


def _land(first: int, last: int, at: str, event: str) -> None:
    """Write what a pass leaves behind: presence, events, parsed versions, payloads and the work list."""
    with psycopg.connect(libpq_url("owner"), cursor_factory=psycopg.ClientCursor) as owner:
        values: dict[str, Any] = {"first": first, "last": last, "at": at, "event": event, "boards": BOARDS}
        owner.execute(
            "create temporary table generated on commit drop as"
            " select n, ops.mint('listing', 'greenhouse', 'b', n::text) as id, md5(n || %(at)s) as payload_hash,"
            " ops.mint('run', %(at)s) as run,"
            " ops.mint('source', 'greenhouse') as source,"
            " ops.mint('organization', 'greenhouse', 'b' || n %% %(boards)s) as board"
            " from generate_series(%(first)s, %(last)s) as n",
            values,
        )
        owner.execute(
            "insert into landing.presence (listing_id, job_source_id, ats_organization_id, external_id, payload_hash,"
            " is_open, changed_at) select id, source, board, n::text, payload_hash, true, %(at)s from generated"
            " on conflict (listing_id) do update set payload_hash = excluded.payload_hash, changed_at = %(at)s",
            values,
        )
        owner.execute(_EVENTS.encode(), values)
        owner.execute(_PARSED.encode(), values)
        owner.execute(
            "insert into landing.inbox (listing_id, payload_hash, captured_at, ingest_run_id, payload)"
            " select id, payload_hash, %(at)s, run, jsonb_build_object('id', n, 'text',"
            " repeat('the answer word for word ', 40)) from generated",
            values,
        )
        owner.execute("insert into landing.pending (listing_id) select id from generated")


def _apply(count: int, until: str) -> None:
    """Add applications, spread over the year before `until`, of people who send a hundred each on average."""
    _run(
        "insert into users (id, email, timezone) select ops.mint('person', n::text), n || '@bench.example',"
        " (array['UTC', 'Europe/Berlin', 'America/New_York'])[1 + n %% 3] from generate_series(0, %(people)s) as n"
        " on conflict do nothing",
        people=PEOPLE - 1,
    )
    spread = 8_760 if count == APPLICATIONS else 24
    _run(
        "insert into job_applications (user_id, status, applied_at, response_at, source, listing_snapshot)"
        " select ops.mint('person', (n * 7919 %% %(people)s)::text), 'applied', s.at,"
        " case when n %% 3 = 0 and s.at < %(until)s::timestamptz - interval '10 days'"
        " then s.at + make_interval(hours => n %% 200) end, 'manual',"
        " jsonb_build_object('title', 'Senior Job ' || n %% 300, 'company', 'Company ' || n %% 5000,"
        " 'workplace_type', (array['remote', 'hybrid', 'on_site'])[1 + n %% 3])"
        " from generate_series(1, %(count)s) as n cross join lateral"
        " (select %(until)s::timestamptz - make_interval(mins => (n * 104729::bigint %% (%(spread)s * 60))::integer)"
        " as at) as s",
        count=count,
        until=until,
        people=PEOPLE,
        spread=spread,
    )


def _answer(count: int, at: str) -> None:
    """Answer applications of the last 25 days, drawn from all of them."""
    _run(
        "update job_applications set response_at = %(at)s where id in (select id from job_applications"
        " where response_at is null and applied_at > %(at)s::timestamptz - interval '25 days'"
        " order by md5(id::text || %(at)s) limit %(count)s)",
        count=count,
        at=at,
    )


def _parse_project() -> None:
    """Parse the project beforehand, so that the full build is not charged with what no later build pays."""
    if run_dbt("parse") != 0:
        raise RuntimeError("dbt cannot parse the project; its output is above")


def _build(at: str, *arguments: str) -> float:
    """Return the seconds of `dbt build`, tests of the data included; then settle the work list, as after every build.

    A checkpoint comes first, so that a build is charged with its own writes only.
    """
    _run(
        "insert into ingest_runs (id, job_source_id, started_at, finished_at, status)"
        " values (ops.mint('run', %(at)s), ops.mint('source', 'greenhouse'), %(at)s, %(at)s, 'success')"
        " on conflict do nothing",
        at=at,
    )
    _run("update ats_organizations set last_sync_at = %(at)s", at=at)
    _run("vacuum analyze")
    _run("checkpoint")
    started = time.perf_counter()
    if run_dbt("build", *arguments) != 0:
        raise RuntimeError("the build failed; dbt's output is above")
    seconds = time.perf_counter() - started
    _run(
        "insert into listing_archives (job_listing_id, captured_at, payload, payload_hash, ingest_run_id)"
        " select i.listing_id, i.captured_at, i.payload, i.payload_hash, i.ingest_run_id from landing.inbox as i"
        " on conflict do nothing"
    )
    _run("truncate landing.pending, landing.inbox")
    return round(seconds, 1)

"""The marts by hand, with the columns dbt gives them, for tests that do not run dbt."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg

from tests.app.ledger import Key

_TABLES = """
set local role jobledger_pipeline;
create table marts.mart_listings_by_day (day date, source text, country text, open_listings bigint,
    new_listings bigint, closed_listings bigint, changed_listings bigint, reopened_listings bigint);
create table marts.mart_market_overview (source text, country text, workplace_type text, experience_level text,
    open_listings bigint, open_with_stated_pay bigint, new_listings_30d bigint);
create table marts.mart_pay (experience_level text, country text, currency text, is_estimated boolean,
    p25 numeric, p50 numeric, p75 numeric, n bigint);
create table marts.mart_pay_by_title (title_group text, country text, currency text, is_estimated boolean,
    p25 numeric, p50 numeric, p75 numeric, n bigint);
create table marts.mart_skill_demand (skill text, open_listings bigint, new_listings_30d bigint);
create table marts.mart_skill_weekly (skill text, week date, new_listings bigint, opened_in_week bigint, share numeric);
create table marts.mart_time_to_fill (grouped_by text, name text, day integer, at_risk bigint, closings bigint,
    still_open bigint, survival double precision);
create table marts.mart_time_to_fill_quartiles (grouped_by text, name text, listings bigint, filled bigint,
    p25 integer, p50 integer, p75 integer);
create table marts.mart_lasting_jobs (ats_organization_id uuid, job text, source text, company text, country text,
    postings bigint, reopenings bigint, is_open boolean, days_since_first numeric, is_reposted boolean,
    is_long_open boolean);
create table marts.mart_duplicates (rule text, source text, open_listings bigint, duplicates bigint);
create table marts.mart_alert_latency (day date, frequency text, p50_seconds numeric, p95_seconds numeric, n bigint);
create table marts.mart_source_health (source text, source_name text, is_active boolean, may_aggregate boolean,
    last_complete_fetch_at timestamptz, sync_status text, open_listings bigint, rejected_records bigint);
"""
LAST = date(2026, 11, 20)
RUNNING_WEEK = date(2026, 11, 16)
_FETCHED = datetime(2026, 11, 20, 6, tzinfo=UTC)

_DAYS = [
    (LAST - timedelta(days=ago), "greenhouse", country, 100 - ago * size, 3, 1, 0, 0)
    for ago in range(10)
    for country, size in (("Germany", 2), ("France", 1))
]
# Of 100 that opened in each week SQL was named by 10 and then by 20, Go by 20 and then by 10, Rust by 5; of 3 that
# opened in the oldest all by 3.
_WEEKS = [
    (skill, RUNNING_WEEK - timedelta(weeks=ago), named if ago <= 8 else 3, 100 if ago <= 8 else 3, 0)
    for ago in range(10)
    for skill, named in (("SQL", 20 if ago <= 4 else 10), ("Go", 10 if ago <= 4 else 20), ("Rust", 5))
]
ROWS: dict[str, list[tuple[Any, ...]]] = {
    "listings_by_day": _DAYS,
    "market_overview": [
        ("greenhouse", "Germany", "remote", "senior", 60, 30, 6),
        ("greenhouse", "Germany", "on_site", "unknown", 40, 10, 4),
        ("greenhouse", "unknown", "unknown", "entry", 20, 0, 0),
        ("lever", "France", "hybrid", "lead", 80, 40, 8),
    ],
    "pay": [
        ("senior", "Germany", "EUR", False, 70_000, 80_000, 90_000, 25),
        ("entry", "Germany", "EUR", False, 40_000, 45_000, 50_000, 12),
        ("lead", "France", "EUR", True, 60_000, 61_000, 62_000, 5),
    ],
    "pay_by_title": [
        ("data engineer", "United States", "USD", False, 100_000, 120_000, 150_000, 40),
        ("data engineer", "Germany", "EUR", False, 60_000, 70_000, 80_000, 25),
        ("data engineer", "Germany", "EUR", True, 50_000, 55_000, 60_000, 6),
        ("nurse", "France", "EUR", False, 30_000, 32_000, 35_000, 5),
    ],
    "skill_demand": [("SQL", 90, 9), ("Go", 30, 3), ("Rust", 20, 2), ("Ada", 0, 0)],
    "skill_weekly": _WEEKS,
    "time_to_fill": [
        ("all", "all", 5, 100, 30, 0, 0.7),
        ("all", "all", 10, 70, 30, 0, 0.4),
        ("all", "all", 20, 40, 24, 0, 0.16),
        ("all", "all", 30, 16, 0, 12, 0.16),
        ("all", "all", 40, 4, 4, 0, 0.0),
        ("country", "Germany", 3, 20, 6, 0, 0.7),
        ("country", "Germany", 9, 14, 0, 10, 0.7),
        ("country", "Germany", 12, 4, 2, 2, 0.35),
        ("source", "greenhouse", 8, 30, 0, 30, 1.0),
        ("title_group", "data engineer", 4, 40, 24, 0, 0.4),
        ("title_group", "data engineer", 6, 16, 0, 16, 0.4),
    ],
    "time_to_fill_quartiles": [
        ("all", "all", 100, 88, 5, 10, 20),
        ("country", "Germany", 20, 8, 3, 12, None),
        ("source", "greenhouse", 30, 0, None, None, None),
        ("title_group", "data engineer", 40, 24, 4, 4, None),
    ],
    "duplicates": [
        ("requisition", "greenhouse", 120, 10),
        ("signature", "greenhouse", 120, 24),
        ("requisition", "lever", 80, 0),
        ("signature", "lever", 80, 6),
    ],
    "alert_latency": [
        (LAST, "immediate", 60, 300, 12),
        (LAST, "daily", 30_000, 40_000, 3),
        (LAST - timedelta(days=1), "immediate", 90, 400, 4),
    ],
    "source_health": [
        ("greenhouse", "Greenhouse", True, True, _FETCHED, "success", 100, 0),
        ("greenhouse", "Greenhouse", True, True, _FETCHED - timedelta(days=3), "failed", 20, 2),
        ("lever", "Lever", True, True, None, None, 80, 0),
        ("adzuna", "Adzuna", True, False, _FETCHED, "success", 1, 0),
    ],
}


def make(connection: psycopg.Connection[Any]) -> None:
    """Empty marts, made as dbt's role makes them."""
    connection.execute(_TABLES)
    connection.commit()


def fill(connection: psycopg.Connection[Any]) -> None:
    """Ten days of two countries, three places of work, pay of three levels and two titles, three skills by week, four
    curves, and what was fetched and sent.
    """
    make(connection)
    with connection.cursor() as cursor:
        for mart, rows in ROWS.items():
            cursor.executemany(f"insert into marts.mart_{mart} values ({', '.join(['%s'] * len(rows[0]))})", rows)
    connection.commit()


def lasting(connection: psycopg.Connection[Any], key: Key, **facts: Any) -> None:
    """A listing's job among those that last: posted twice, open for 40 days, unless the facts say otherwise."""
    usual = {
        "source": key.code, "company": "Northwind Analytics", "country": "Germany", "postings": 2, "reopenings": 0,
        "is_open": True, "days_since_first": 40, "is_reposted": True, "is_long_open": False,
    }  # fmt: skip
    row = usual | facts | {"id": key.id}
    connection.execute(
        "insert into marts.mart_lasting_jobs select ats_organization_id, coalesce(dedupe_hash, id::text), %(source)s,"
        " %(company)s, %(country)s, %(postings)s, %(reopenings)s, %(is_open)s, %(days_since_first)s, %(is_reposted)s,"
        " %(is_long_open)s from job_listings where id = %(id)s",
        row,
    )
    connection.commit()

"""The marts by hand, with the columns dbt gives them, for tests that do not run dbt."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import psycopg

_TABLES = """
set local role jobledger_pipeline;
create table marts.mart_listings_by_day (day date, source text, country text, open_listings bigint,
    new_listings bigint, closed_listings bigint, changed_listings bigint, reopened_listings bigint);
create table marts.mart_market_overview (source text, country text, workplace_type text, experience_level text,
    open_listings bigint, open_with_stated_pay bigint, new_listings_30d bigint);
create table marts.mart_pay (experience_level text, country text, currency text, is_estimated boolean,
    p25 numeric, p50 numeric, p75 numeric, n bigint);
create table marts.mart_skill_demand (skill text, open_listings bigint, new_listings_30d bigint);
"""
LAST = date(2026, 11, 20)


def make(connection: psycopg.Connection[Any]) -> None:
    """Empty marts, made as dbt's role makes them."""
    connection.execute(_TABLES)
    connection.commit()


def fill(connection: psycopg.Connection[Any]) -> None:
    """Ten days of two countries, three places of work, two pay groups, two skills."""
    make(connection)
    days = [
        (LAST - timedelta(days=ago), "greenhouse", country, 100 - ago * size, 3, 1)
        for ago in range(10)
        for country, size in (("Germany", 2), ("France", 1))
    ]
    mix = [
        ("greenhouse", "Germany", "remote", "senior", 60, 30, 6),
        ("greenhouse", "Germany", "on_site", "unknown", 40, 10, 4),
        ("greenhouse", "unknown", "unknown", "entry", 20, 0, 0),
        ("lever", "France", "hybrid", "lead", 80, 40, 8),
    ]
    pay = [
        ("senior", "Germany", "EUR", False, 70_000, 80_000, 90_000, 25),
        ("entry", "Germany", "EUR", False, 40_000, 45_000, 50_000, 12),
        ("lead", "France", "EUR", True, 60_000, 61_000, 62_000, 5),
    ]
    with connection.cursor() as cursor:
        cursor.executemany("insert into marts.mart_listings_by_day values (%s, %s, %s, %s, %s, %s, 0, 0)", days)
        cursor.executemany("insert into marts.mart_market_overview values (%s, %s, %s, %s, %s, %s, %s)", mix)
        cursor.executemany("insert into marts.mart_pay values (%s, %s, %s, %s, %s, %s, %s, %s)", pay)
        cursor.executemany(
            "insert into marts.mart_skill_demand values (%s, %s, %s)", [("SQL", 90, 9), ("Go", 30, 3), ("Ada", 0, 0)]
        )
    connection.commit()

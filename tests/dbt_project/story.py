"""A story of the market that dbt builds chapter by chapter, and what the database held after each.

A build costs seconds, so that the story is built once per test run and its record stored as JSON for all tests.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from tests.database.servers import TestDatabase
from tests.dbt_project import people, weeks
from tests.dbt_project.analysts import as_analyst
from tests.dbt_project.dbt import Dbt, dbt_process
from tests.dbt_project.ledger import Board
from tests.dbt_project.recorded import RECORDED
from tests.dbt_project.refusals import refused

Rows = list[dict[str, Any]]
Record = dict[str, Rows]

BERLIN = {
    "location_raw": "Berlin, Germany",
    "city": "Berlin",
    "country": "Germany",
    "company_name": "Acme",
    "description": "We build things.",
    "currency": "EUR",
    "salary_period": "year",
}
ENGINEER = BERLIN | {
    "title": "Data Engineer",
    "tags": ["Python", "SQL"],
    "requisition_key": "R1",
    "workplace_type": "remote",
    "experience_level": "senior",
    "salary_min": 60000,
    "salary_max": 80000,
    "posted_at": "2026-02-25 00:00+00",
}
SENIOR = ENGINEER | {"title": "Senior Data Engineer", "tags": ["Python"], "latitude": "52.52", "longitude": "13.405"}
TWIN = ENGINEER | {
    "company_website": "https://acme.example",
    "expires_at": "2026-03-02 00:00+00",
    "posted_at": "2026-03-01 00:00+00",
}
ANALYST = BERLIN | {
    "title": "Analyst",
    "tags": ["SQL", "SQL"],
    "workplace_type": "hybrid",
    "experience_level": "entry",
    "salary_min": 30,
    "salary_max": 40,
    "salary_period": "hour",
    "expires_at": "2026-03-02 00:00+00",
}
HISTORIC = {"title": "Clerk", "posted_at": "2026-02-01 00:00+00", "expires_at": "2026-02-15 00:00+00"}
BROKEN = BERLIN | {"title": "Once unreadable"}
ADVERT = BERLIN | {"title": "Advert", "tags": ["Python"]}
PAY = {f"pay{n}": 40_000 + 10_000 * n for n in range(1, 6)}

_ONE = "(select id from job_listings where external_id = {!r})"
BREACHES = (
    "insert into landing.events (listing_id, event, occurred_at, ingest_run_id, payload_hash)"
    " select listing_id, event, occurred_at, ingest_run_id, payload_hash from landing.events"
    f" where listing_id = {_ONE.format('pay1')}",
    f"update landing.presence set is_open = false where listing_id = {_ONE.format('pay2')}",
    f"update job_listings set updated_at = now() where id = {_ONE.format('pay3')}",
    f"update job_listings set dedupe_hash = 'of nobody' where id = {_ONE.format('pay4')}",
    f"delete from listing_archives where job_listing_id = {_ONE.format('pay4')}",
    "alter table listing_archives drop constraint uq_listing_archives_job_listing_id_payload_hash",
    "insert into listing_archives (job_listing_id, captured_at, payload, payload_hash, ingest_run_id)"
    " select job_listing_id, captured_at, payload, payload_hash, ingest_run_id from listing_archives"
    f" where job_listing_id = {_ONE.format('pay5')}",
    "insert into marts.mart_market_overview select 'adzuna', country, workplace_type, experience_level, 1, 0, 0"
    " from marts.mart_market_overview limit 1",
    "update staging.listing_counts set listings = listings + 1",
    "delete from staging.int_application_facts where company = 'Gamma'",
    "update analytics_snapshots set dimension = dimension - 'n' where user_id is null and metric = 'success_rate'",
)


def tell(database: TestDatabase, folder: Path) -> dict[str, Any]:
    """Build the story on an empty, migrated database; return the records by chapter and dbt's outputs.

    At the end every rule of a table is broken: `refused` has the rules that held. Then every invariant of the ledger is
    broken: `broken` names the tests that failed.
    """
    outputs: list[str] = []
    chapters: dict[str, Record] = {}

    def build(chapter: str, *arguments: str) -> None:
        outputs.append(dbt.run(*arguments))
        with psycopg.connect(database.libpq_url("owner")) as owner:
            chapters[chapter] = {name: _rows(owner, query) for name, query in RECORDED.items()}

    with (
        dbt_process(database.url("pipeline"), folder) as dbt,
        psycopg.connect(database.libpq_url("pipeline"), autocommit=True) as connection,
    ):
        build("empty", "build")
        acme, advertiser = Board(connection, "ashby", "acme"), Board(connection, "adzuna", "gb", may_aggregate=False)
        _first_day(acme, advertiser)
        build("first day", "run")
        build("again", "run")
        _third_day(acme, advertiser)
        with psycopg.connect(database.libpq_url("owner")) as owner:
            people.arrive(owner)
        build("third day", "run")
        acme.settle()
        _fifth_day(acme, advertiser)
        with psycopg.connect(database.libpq_url("owner")) as owner:
            people.change(owner)
            people.erase(owner)
        build("fifth day", "run")
        anew = ("--full-refresh", "--exclude-resource-type", "unit_test", "--vars", "audit: true")
        build("recomputed", "build", *anew)
        _open_many_listings(connection)
        build("many listings", "run", "--select", "mart_time_to_fill+")
        _later(acme)
        build("work list", "run", "--select", "stg_pending_listings")
        _meanwhile(acme)
        build("landed meanwhile", "run", "--exclude", "stg_pending_listings")
        build("later", "run")
        build("later anew", "build", *anew)
        _may_aggregate(connection, "ashby", allowed=False)
        build("forbidden by now", "build", "--exclude-resource-type", "unit_test")
        _may_aggregate(connection, "ashby", allowed=True)
        build("allowed again", "run")
        weeks.pass_by(connection)
        # The tests of this build read the whole ledger.
        build("weeks of one title", "build", "--exclude-resource-type", "unit_test", "--vars", "audit: true")
        analysts = as_analyst(database)
        for chapter, change in (("other names", weeks.change_names), ("old names", weeks.change_names_back)):
            change(connection)
            build(chapter, "run")
        build("old names anew", "run", "--full-refresh")
        _seen_late(connection)
        build("seen late", "run", "--select", "mart_time_to_fill+")
        violations = _break_rules(dbt, database, folder)
    for role in ("app", "analyst"):
        with psycopg.connect(database.libpq_url(role)) as connection:
            connection.execute("select 1 from marts.mart_listing_life, marts.mart_pay")
    return {"chapters": chapters, "outputs": outputs, "analysts": analysts, "manifest": _manifest(folder)} | violations


def _break_rules(dbt: Dbt, database: TestDatabase, folder: Path) -> dict[str, Any]:
    """Break every rule of a table and every invariant; return what was `refused`, `broken` and `strayed`."""
    with psycopg.connect(database.libpq_url("owner")) as owner:
        refusals = refused(owner)
        for breach in BREACHES:
            owner.execute(breach.encode())
        owner.commit()
        broken = dbt.failing("--select", "test_type:singular", "--vars", "audit: true")
        (invariant,) = folder.rglob("compiled/**/listings_follow_from_presence.sql")
        listings = f"select listing_id from ({invariant.read_text(encoding='utf-8')}) as violation"
        strayed = _rows(owner, f"select external_id from job_listings where id in ({listings})")
    return {"refused": refusals, "broken": broken, "strayed": [row["external_id"] for row in strayed]}


def _open_many_listings(connection: psycopg.Connection) -> None:
    """300 listings of board acme, opened before its last fetch; of three countries, which fill at different paces."""
    connection.execute(
        "insert into staging.int_listing_facts (listing_id, job_source_id, ats_organization_id, title_group, country,"
        " first_seen_at, opened_at, closed_at, versions, reopenings, updated_at, skills)"
        " select ops.mint('life', n::text), b.job_source_id, b.id, 'group ' || n % 2,"
        " (array['Spain', 'Peru', 'Fiji'])[1 + n % 3], o.at, o.at, case when n % 3 < 2 and n % 7 > n % 3 then"
        " least(o.at + make_interval(hours => n * 37 % 900), b.last_sync_at) end, 1, 0, o.at, '{}'"
        " from generate_series(1, 300) as n join ats_organizations as b on b.slug = 'acme'"
        " cross join lateral (select b.last_sync_at - make_interval(hours => n * 61 % 1500) as at) as o"
    )


def _seen_late(connection: psycopg.Connection) -> None:
    """120 listings of Malta, all but two of them first seen 3 to 22 days after they opened.

    The two are followed from their first day on, and close on it; three more were closed when they were first seen.
    """
    connection.execute(
        "insert into staging.int_listing_facts (listing_id, job_source_id, ats_organization_id, title_group, country,"
        " first_seen_at, opened_at, closed_at, versions, reopenings, updated_at, skills)"
        " select ops.mint('late', n::text), b.job_source_id, b.id, 'late', 'Malta', o.seen_at,"
        " o.seen_at - make_interval(days => case when n <= 2 then 0 else 3 + n % 20 end),"
        " case when n <= 2 then o.seen_at + interval '1 hour' when n <= 5 then o.seen_at"
        " when n % 3 > 0 then least(o.seen_at + make_interval(hours => 1 + n * 37 % 500), b.last_sync_at) end, 1, 0,"
        " o.seen_at, '{}' from generate_series(1, 120) as n join ats_organizations as b on b.slug = 'acme'"
        " cross join lateral (select b.last_sync_at - make_interval(hours => 30 + n * 61 % 700) as seen_at) as o"
    )


def _later(acme: Board) -> None:
    """News and corrections after many days: skills lost and won, a signature that became another's, another country."""
    acme.connection.execute(
        "delete from staging.int_listing_facts where listing_id not in (select id from job_listings)"
    )
    acme.settle()
    acme.fetch(datetime(2026, 6, 20, 8, tzinfo=UTC))
    acme.change("engineer", ENGINEER | {"tags": [], "city": "Bonn", "country": "Deutschland"})
    acme.change("analyst", ANALYST | {"tags": ["Python", "Excel"], "requisition_key": "R2"})
    acme.reopen("twin")
    acme.close("pay1")
    acme.open("second analyst", ANALYST | {"requisition_key": "R3", "salary_min": 35})
    acme.open("pay6", BERLIN | {"title": "pay6", "experience_level": "mid", "salary_min": 90000, "salary_max": 90000})


def _meanwhile(acme: Board) -> None:
    """News that lands after the work list of a build was written."""
    acme.fetch(datetime(2026, 6, 20, 9, tzinfo=UTC))
    acme.change("pay6", BERLIN | {"title": "pay6", "experience_level": "mid", "salary_min": 95000, "salary_max": 95000})


def _may_aggregate(connection: psycopg.Connection, source: str, *, allowed: bool) -> None:
    connection.execute("update job_sources set may_aggregate = %s where code = %s", [allowed, source])


def _first_day(acme: Board, advertiser: Board) -> None:
    acme.fetch(datetime(2026, 3, 1, 8, tzinfo=UTC))
    acme.open("engineer", ENGINEER)
    acme.open("twin", TWIN)
    acme.open("analyst", ANALYST)
    acme.open("broken", None)
    acme.open("historic", HISTORIC)
    acme.close("historic", "provider_closed")
    for name, salary in PAY.items():
        level = {"title": name, "experience_level": "mid", "salary_min": salary, "salary_max": salary}
        acme.open(name, BERLIN | level)
    advertiser.fetch(datetime(2026, 3, 1, 9, tzinfo=UTC))
    advertiser.open("advert", ADVERT)


def _third_day(acme: Board, advertiser: Board) -> None:
    acme.fetch(datetime(2026, 3, 3, 8, tzinfo=UTC))
    acme.change("engineer", SENIOR)
    acme.close("analyst")
    acme.close("twin", "provider_closed")
    advertiser.fetch(datetime(2026, 3, 3, 9, tzinfo=UTC))
    advertiser.change("advert", None)


def _fifth_day(acme: Board, advertiser: Board) -> None:
    acme.fetch(datetime(2026, 3, 5, 8, tzinfo=UTC))
    acme.change("engineer", ENGINEER)
    acme.reopen("analyst")
    acme.parse("broken", BROKEN)
    advertiser.fetch(datetime(2026, 3, 5, 9, tzinfo=UTC))
    advertiser.close("advert")


def _rows(connection: psycopg.Connection, query: str) -> Rows:
    rows = connection.execute(f"select to_jsonb(r) from ({query}) as r order by to_jsonb(r)::text".encode())
    return [row for (row,) in rows]


def _manifest(folder: Path) -> dict[str, Any]:
    written: dict[str, Any] = json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    return {kind: written[kind] for kind in ("nodes", "sources", "exposures", "unit_tests")}


Chapter = Callable[[str], Record]

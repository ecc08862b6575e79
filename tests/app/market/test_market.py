"""Tests of the market's queries: they return what the marts hold within a scope, and nothing for small groups."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.market import data_quality, durations, openings, pay, skills
from app.market.data_quality import AlertLatency, DuplicateCount, SourceHealth
from app.market.durations import CurveStep, DurationQuartiles, LongOpenCounts
from app.market.openings import ExcludedSource, FacetCount, MarketDay, MarketTotals, Scope
from app.market.pay import PayBand
from app.market.skills import SkillDemand, SkillShare, SkillTrend
from tests.app import marts
from tests.app.ledger import NOW, Job, Key, Ledger, Version


@pytest.fixture
def marts_ledger(ledger: Ledger) -> Ledger:
    """A ledger with the marts of tests.app.marts."""
    ledger.commit()
    marts.fill(ledger.connection)
    return ledger


def test_without_marts_the_market_is_not_built(ledger: Ledger, session: Session) -> None:
    assert not openings.is_built(session)


def test_one_missing_mart_means_not_built(marts_ledger: Ledger, session: Session) -> None:
    assert openings.is_built(session)
    session.rollback()
    marts_ledger.connection.execute("drop table marts.mart_alert_latency")
    marts_ledger.connection.commit()
    assert not openings.is_built(session)


def test_the_whole_market(ledger: Ledger, session: Session) -> None:
    ledger.source("lever", "Lever")
    ledger.listing(Key("adzuna", "gb", "1"), Version(NOW, Job()))
    ledger.listing(Key("greenhouse", "northwind", "1"), Version(NOW, Job()))
    ledger.commit()
    marts.fill(ledger.connection)
    overview = openings.load_overview(session, Scope())
    assert overview.totals == MarketTotals(open=200, with_stated_pay=80, new_30d=18)
    assert len(overview.days) == 10
    assert (overview.days[-1], overview.days[0].open) == (
        MarketDay(marts.LAST, open=200, new=6, closed=2, reopened=0),
        173,
    )
    assert overview.by_source == (FacetCount("greenhouse", 120), FacetCount("lever", 80))
    assert overview.by_country == (FacetCount("Germany", 100), FacetCount("France", 80), FacetCount("unknown", 20))
    assert overview.by_workplace == (
        FacetCount("hybrid", 80),
        FacetCount("remote", 60),
        FacetCount("on_site", 40),
        FacetCount("unknown", 20),
    )
    assert overview.countries == ("Germany", "France")
    assert overview.sources == {"greenhouse": "Greenhouse", "lever": "Lever"}
    assert overview.excluded_sources == (ExcludedSource("Adzuna", 1),)


def test_a_scope_restricts_the_overview(marts_ledger: Ledger, session: Session) -> None:
    overview = openings.load_overview(session, Scope(country="Germany", source="greenhouse"))
    assert overview.totals == MarketTotals(open=100, with_stated_pay=40, new_30d=10)
    assert overview.days[-1].open == 100
    assert overview.by_country == (FacetCount("Germany", 100),)
    nowhere = openings.load_overview(session, Scope(country="Atlantis"))
    assert (nowhere.totals, nowhere.days, nowhere.by_source) == (MarketTotals(0, 0, 0), (), ())


def band(name: str, country: str, currency: str, *quartiles: int, n: int, is_estimated: bool = False) -> PayBand:
    p25, p50, p75 = map(Decimal, quartiles)
    return PayBand(name, country, currency, is_estimated, p25, p50, p75, n)


def test_pay_by_level(marts_ledger: Ledger, session: Session) -> None:
    first, *_, last = pay.list_pay_by_level(session)
    assert first == band("senior", "Germany", "EUR", 70_000, 80_000, 90_000, n=25)
    assert last == band("lead", "France", "EUR", 60_000, 61_000, 62_000, n=5, is_estimated=True)


def test_pay_by_title_keeps_places_and_estimates_apart(marts_ledger: Ledger, session: Session) -> None:
    assert pay.list_pay_of_title(session, "data engineer") == (
        band("data engineer", "United States", "USD", 100_000, 120_000, 150_000, n=40),
        band("data engineer", "Germany", "EUR", 60_000, 70_000, 80_000, n=25),
        band("data engineer", "Germany", "EUR", 50_000, 55_000, 60_000, n=6, is_estimated=True),
    )
    assert pay.list_pay_of_title(session, "astronaut") == ()


def test_titles_with_pay(marts_ledger: Ledger, session: Session) -> None:
    assert pay.list_titles_with_pay(session, None) == ("data engineer", "nurse")
    assert pay.list_titles_with_pay(session, "France") == ("nurse",)
    assert [job.n for job in pay.list_largest_groups(session, None, 2)] == [40, 25]
    assert [job.name for job in pay.list_largest_groups(session, "France", 5)] == ["nurse"]


def test_skills_now(marts_ledger: Ledger, session: Session) -> None:
    assert skills.list_skills(session, 2) == (SkillDemand("SQL", 90, 9), SkillDemand("Go", 30, 3))
    assert len(skills.list_skills(session)) == 3


def test_skills_by_week_exclude_the_current_week(marts_ledger: Ledger, session: Session) -> None:
    assert skills.list_leading_skills(session, 3) == ("SQL", "Go", "Rust")
    sql, ada = skills.list_skill_trends(session, ("SQL", "Ada"))
    assert list(sql.weeks) == [marts.RUNNING_WEEK - timedelta(weeks=ago) for ago in range(9, 0, -1)]
    assert sql.weeks[date(2026, 11, 9)] == SkillShare(mentions=20, listings=100)
    assert (sql.previous, sql.latest) == (SkillShare(40, 400), SkillShare(80, 400))
    assert sql.change == pytest.approx(0.1)
    assert ada.latest == SkillShare(0, 400)


def test_a_share_of_fewer_than_five_is_not_shown(marts_ledger: Ledger, session: Session) -> None:
    (sql,) = skills.list_skill_trends(session, ("SQL",))
    assert next(iter(sql.weeks.values())) == SkillShare(3, 3)
    assert SkillShare(3, 3).share is None
    assert SkillShare(1, 5).share == 0.2


def test_a_change_is_significant_beyond_two_standard_errors() -> None:
    # 5 % and 8 % of 400: pooled 6.5 %, standard error sqrt(0.065 x 0.935 / 200) = 1.743 %; two of them are 3.49 points.
    weeks = [date(2026, 9, 14) + timedelta(weeks=number) for number in range(8)]

    def trend(before: int, latest: int) -> SkillTrend:
        return SkillTrend("SQL", {week: SkillShare(before if at < 4 else latest, 100) for at, week in enumerate(weeks)})

    assert [trend(5, latest).is_significant for latest in (5, 8, 9)] == [False, False, True]
    assert SkillTrend("SQL", {}).change is None
    assert not SkillTrend("SQL", {}).is_significant


def test_the_curve_of_all(marts_ledger: Ledger, session: Session) -> None:
    curve = durations.load_curve(session, Scope())
    assert curve is not None
    assert curve.quartiles == DurationQuartiles("all", "all", listings=100, closed=88, p25=5, p50=10, p75=20)
    assert curve.quartiles.still_open == 12
    # On day 40 four listings were left: too few to go on.
    assert curve.steps[-1] == CurveStep(day=30, at_risk=16, closed=0, still_open=12, survival=0.16)


def test_a_quartile_of_fewer_than_five_listings_is_not_shown(marts_ledger: Ledger, session: Session) -> None:
    curve = durations.load_curve(session, Scope(country="Germany"))
    assert curve is not None
    assert (curve.quartiles.p25, curve.quartiles.p50, curve.quartiles.p75) == (3, None, None)
    assert [step.day for step in curve.steps] == [3, 9]


@pytest.mark.parametrize(
    ("scope", "covers"),
    [
        (Scope("Germany", "greenhouse"), Scope("Germany")),
        (Scope(None, "greenhouse"), Scope(None, "greenhouse")),
        (Scope("France", "greenhouse"), Scope(None, "greenhouse")),
        (Scope("France", None), Scope()),
    ],
)
def test_the_most_specific_curve_of_a_scope(
    marts_ledger: Ledger, session: Session, scope: Scope, covers: Scope
) -> None:
    curve = durations.load_curve(session, scope)
    assert curve is not None
    assert curve.covered_scope == covers


def test_no_curve_without_listings(ledger: Ledger, session: Session) -> None:
    ledger.commit()
    marts.make(ledger.connection)
    assert durations.load_curve(session, Scope()) is None
    assert durations.list_durations(session, "title_group") == ()


def test_curves_by_group(marts_ledger: Ledger, session: Session) -> None:
    (engineers,) = durations.list_durations(session, "title_group")
    assert engineers == DurationQuartiles(
        "title_group", "data engineer", listings=40, closed=24, p25=4, p50=4, p75=None
    )


def test_long_open_jobs_lead_to_their_newest_open_listing(ledger: Ledger, session: Session) -> None:
    keys = [Key("greenhouse", "northwind", str(number)) for number in range(4)]
    ledger.listing(keys[0], Version(NOW, Job(posted_days_ago=30)))
    ledger.listing(keys[1], Version(NOW, Job(posted_days_ago=2)))
    ledger.listing(keys[2], Version(NOW, Job(posted_days_ago=1)), closed=NOW)
    ledger.listing(keys[3], Version(NOW, Job(title="Nurse")))
    ledger.commit()
    marts.fill(ledger.connection)
    marts.lasting(ledger.connection, keys[0], postings=3, is_long_open=True, days_since_first=Decimal("120.5"))
    marts.lasting(ledger.connection, keys[3], reopenings=2, country="France")
    marts.lasting(ledger.connection, keys[2], is_open=False, postings=9)
    assert durations.count_long_open_jobs(session, Scope()) == LongOpenCounts(reposted=2, long_open=1)
    nurse, engineer = durations.list_long_open_jobs(session, Scope(), "reposted", 5)
    assert (nurse.listing_id, nurse.title, nurse.postings, nurse.reopenings) == (keys[3].id, "Nurse", 2, 2)
    assert (engineer.listing_id, engineer.days) == (keys[1].id, Decimal("120.5"))
    assert durations.list_long_open_jobs(session, Scope(), "long", 5) == (engineer,)
    assert durations.list_long_open_jobs(session, Scope("France"), "reposted", 5) == (nurse,)
    assert durations.list_long_open_jobs(session, Scope(), "reposted", 1) == (nurse,)


def test_source_health(marts_ledger: Ledger, session: Session) -> None:
    adzuna, greenhouse, lever = data_quality.list_source_health(session, NOW)
    assert greenhouse == SourceHealth(
        "Greenhouse", is_active=True, may_aggregate=True, boards=2, fresh=1, failed=1, open=120, rejected=2
    )
    assert (adzuna.may_aggregate, adzuna.fresh) == (False, 1)
    assert (lever.boards, lever.fresh, lever.failed) == (1, 0, 0)


def test_duplicates_by_rule(marts_ledger: Ledger, session: Session) -> None:
    assert data_quality.list_duplicate_counts(session, Scope()) == (
        DuplicateCount("requisition", 200, 10),
        DuplicateCount("signature", 200, 30),
    )
    only = data_quality.list_duplicate_counts(session, Scope(country="France", source="lever"))
    assert only == (DuplicateCount("requisition", 80, 0), DuplicateCount("signature", 80, 6))


def test_alert_latencies_of_fewer_than_five_are_not_shown(marts_ledger: Ledger, session: Session) -> None:
    daily, immediate, before = data_quality.list_alert_latencies(session, 5)
    assert immediate == AlertLatency(marts.LAST, "immediate", 60, 300, 12)
    assert (daily.median, daily.p95, daily.n) == (None, None, 3)
    assert (before.day, before.median) == (marts.LAST - timedelta(days=1), None)
    assert len(data_quality.list_alert_latencies(session, 1)) == 1


def test_a_job_without_a_signature_is_found_by_its_listing(ledger: Ledger, session: Session) -> None:
    key = Key("greenhouse", "northwind", "1")
    ledger.listing(key, Version(NOW, Job()))
    ledger.commit()
    ledger.connection.execute("update job_listings set dedupe_hash = null")
    marts.fill(ledger.connection)
    marts.lasting(ledger.connection, key)
    assert [job.listing_id for job in durations.list_long_open_jobs(session, Scope(), "reposted", 5)] == [key.id]

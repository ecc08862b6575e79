"""The market's figures are what the marts hold, within a scope: too few are not told, what is left out is named."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.market import data_quality, durations, openings, pay, skills
from app.market.data_quality import Health, Repeats, Wait
from app.market.durations import LastingCounts, Lives, Step
from app.market.openings import Day, LeftOut, Scope, Share, Totals
from app.market.pay import PayBand
from app.market.skills import Part, Skill, Trend
from tests.app import marts
from tests.app.ledger import NOW, Job, Key, Ledger, Version


@pytest.fixture
def built(ledger: Ledger) -> Ledger:
    """A ledger with the marts of tests.app.marts."""
    ledger.commit()
    marts.fill(ledger.connection)
    return ledger


def test_without_marts_there_are_no_figures(ledger: Ledger, session: Session) -> None:
    assert not openings.is_built(session)


def test_one_missing_mart_is_missed(built: Ledger, session: Session) -> None:
    assert openings.is_built(session)
    session.rollback()
    built.connection.execute("drop table marts.mart_alert_latency")
    built.connection.commit()
    assert not openings.is_built(session)


def test_the_whole_market(ledger: Ledger, session: Session) -> None:
    ledger.source("lever", "Lever")
    ledger.listing(Key("adzuna", "gb", "1"), Version(NOW, Job()))
    ledger.listing(Key("greenhouse", "northwind", "1"), Version(NOW, Job()))
    ledger.commit()
    marts.fill(ledger.connection)
    view = openings.view(session, Scope())
    assert view.totals == Totals(open=200, with_stated_pay=80, new_30d=18)
    assert len(view.days) == 10
    assert (view.days[-1], view.days[0].open) == (Day(marts.LAST, open=200, new=6, closed=2, reopened=0), 173)
    assert view.by_source == (Share("greenhouse", 120), Share("lever", 80))
    assert view.by_country == (Share("Germany", 100), Share("France", 80), Share("unknown", 20))
    assert view.by_workplace == (Share("hybrid", 80), Share("remote", 60), Share("on_site", 40), Share("unknown", 20))
    assert view.countries == ("Germany", "France")
    assert view.sources == {"greenhouse": "Greenhouse", "lever": "Lever"}
    assert view.left_out == (LeftOut("Adzuna", 1),)


def test_a_part_of_the_market(built: Ledger, session: Session) -> None:
    view = openings.view(session, Scope(country="Germany", source="greenhouse"))
    assert view.totals == Totals(open=100, with_stated_pay=40, new_30d=10)
    assert view.days[-1].open == 100
    assert view.by_country == (Share("Germany", 100),)
    nowhere = openings.view(session, Scope(country="Atlantis"))
    assert (nowhere.totals, nowhere.days, nowhere.by_source) == (Totals(0, 0, 0), (), ())


def band(name: str, country: str, currency: str, *quartiles: int, n: int, is_estimated: bool = False) -> PayBand:
    p25, p50, p75 = map(Decimal, quartiles)
    return PayBand(name, country, currency, is_estimated, p25, p50, p75, n)


def test_pay_by_level(built: Ledger, session: Session) -> None:
    first, *_, last = pay.by_level(session)
    assert first == band("senior", "Germany", "EUR", 70_000, 80_000, 90_000, n=25)
    assert last == band("lead", "France", "EUR", 60_000, 61_000, 62_000, n=5, is_estimated=True)


def test_pay_by_title_keeps_places_and_estimates_apart(built: Ledger, session: Session) -> None:
    assert pay.of_title(session, "data engineer") == (
        band("data engineer", "United States", "USD", 100_000, 120_000, 150_000, n=40),
        band("data engineer", "Germany", "EUR", 60_000, 70_000, 80_000, n=25),
        band("data engineer", "Germany", "EUR", 50_000, 55_000, 60_000, n=6, is_estimated=True),
    )
    assert pay.of_title(session, "astronaut") == ()


def test_titles_whose_pay_is_known(built: Ledger, session: Session) -> None:
    assert pay.titles(session, None) == ("data engineer", "nurse")
    assert pay.titles(session, "France") == ("nurse",)
    assert [one.n for one in pay.leading(session, None, 2)] == [40, 25]
    assert [one.name for one in pay.leading(session, "France", 5)] == ["nurse"]


def test_skills_now(built: Ledger, session: Session) -> None:
    assert skills.skills(session, 2) == (Skill("SQL", 90, 9), Skill("Go", 30, 3))
    assert len(skills.skills(session)) == 3


def test_skills_by_week_leave_out_the_running_week(built: Ledger, session: Session) -> None:
    assert skills.leading(session, 3) == ("SQL", "Go", "Rust")
    sql, ada = skills.trends(session, ("SQL", "Ada"))
    assert list(sql.weeks) == [marts.RUNNING_WEEK - timedelta(weeks=ago) for ago in range(9, 0, -1)]
    assert sql.weeks[date(2026, 11, 9)] == Part(named=20, opened=100)
    assert (sql.before, sql.latest) == (Part(40, 400), Part(80, 400))
    assert sql.change == pytest.approx(0.1)
    assert ada.latest == Part(0, 400)


def test_a_share_of_fewer_than_five_is_not_told(built: Ledger, session: Session) -> None:
    (sql,) = skills.trends(session, ("SQL",))
    assert next(iter(sql.weeks.values())) == Part(3, 3)
    assert Part(3, 3).share is None
    assert Part(1, 5).share == 0.2


def test_a_change_is_told_beyond_two_standard_errors() -> None:
    # 5 % and 8 % of 400: pooled 6.5 %, standard error sqrt(0.065 x 0.935 / 200) = 1.743 %; two of them are 3.49 points.
    weeks = [date(2026, 9, 14) + timedelta(weeks=number) for number in range(8)]

    def trend(before: int, latest: int) -> Trend:
        return Trend("SQL", {week: Part(before if at < 4 else latest, 100) for at, week in enumerate(weeks)})

    assert [trend(5, latest).is_clear for latest in (5, 8, 9)] == [False, False, True]
    assert Trend("SQL", {}).change is None
    assert not Trend("SQL", {}).is_clear


def test_the_curve_of_all(built: Ledger, session: Session) -> None:
    found = durations.life(session, Scope())
    assert found is not None
    assert found.lives == Lives("all", "all", listings=100, closed=88, p25=5, p50=10, p75=20)
    assert found.lives.still_open == 12
    # On day 40 four listings were left: too few to go on.
    assert found.steps[-1] == Step(day=30, at_risk=16, closed=0, still_open=12, survival=0.16)


def test_a_quartile_of_fewer_than_five_listings_is_not_told(built: Ledger, session: Session) -> None:
    found = durations.life(session, Scope(country="Germany"))
    assert found is not None
    assert (found.lives.p25, found.lives.p50, found.lives.p75) == (3, None, None)
    assert [step.day for step in found.steps] == [3, 9]


@pytest.mark.parametrize(
    ("asked", "covers"),
    [
        (Scope("Germany", "greenhouse"), Scope("Germany")),
        (Scope(None, "greenhouse"), Scope(None, "greenhouse")),
        (Scope("France", "greenhouse"), Scope(None, "greenhouse")),
        (Scope("France", None), Scope()),
    ],
)
def test_the_curve_that_tells_most_of_a_scope(built: Ledger, session: Session, asked: Scope, covers: Scope) -> None:
    found = durations.life(session, asked)
    assert found is not None
    assert found.covers == covers


def test_no_curve_without_listings(ledger: Ledger, session: Session) -> None:
    ledger.commit()
    marts.make(ledger.connection)
    assert durations.life(session, Scope()) is None
    assert durations.ranking(session, "title_group") == ()


def test_curves_by_group(built: Ledger, session: Session) -> None:
    (engineers,) = durations.ranking(session, "title_group")
    assert engineers == Lives("title_group", "data engineer", listings=40, closed=24, p25=4, p50=4, p75=None)


def test_jobs_that_last_lead_to_their_newest_open_listing(ledger: Ledger, session: Session) -> None:
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
    assert durations.lasting_counts(session, Scope()) == LastingCounts(reposted=2, long_open=1)
    nurse, engineer = durations.lasting(session, Scope(), "reposted", 5)
    assert (nurse.listing_id, nurse.title, nurse.postings, nurse.reopenings) == (keys[3].id, "Nurse", 2, 2)
    assert (engineer.listing_id, engineer.days) == (keys[1].id, Decimal("120.5"))
    assert durations.lasting(session, Scope(), "long", 5) == (engineer,)
    assert durations.lasting(session, Scope("France"), "reposted", 5) == (nurse,)
    assert durations.lasting(session, Scope(), "reposted", 1) == (nurse,)


def test_health_by_source(built: Ledger, session: Session) -> None:
    adzuna, greenhouse, lever = data_quality.health(session, NOW)
    assert greenhouse == Health(
        "Greenhouse", is_active=True, may_aggregate=True, boards=2, fresh=1, failed=1, open=120, rejected=2
    )
    assert (adzuna.may_aggregate, adzuna.fresh) == (False, 1)
    assert (lever.boards, lever.fresh, lever.failed) == (1, 0, 0)


def test_repeats_by_rule(built: Ledger, session: Session) -> None:
    assert data_quality.repeats(session, Scope()) == (Repeats("requisition", 200, 10), Repeats("signature", 200, 30))
    only = data_quality.repeats(session, Scope(country="France", source="lever"))
    assert only == (Repeats("requisition", 80, 0), Repeats("signature", 80, 6))


def test_waits_of_fewer_than_five_are_not_told(built: Ledger, session: Session) -> None:
    daily, immediate, before = data_quality.waits(session, 5)
    assert immediate == Wait(marts.LAST, "immediate", 60, 300, 12)
    assert (daily.median, daily.p95, daily.n) == (None, None, 3)
    assert (before.day, before.median) == (marts.LAST - timedelta(days=1), None)
    assert len(data_quality.waits(session, 1)) == 1


def test_a_job_without_a_signature_is_found_by_its_listing(ledger: Ledger, session: Session) -> None:
    key = Key("greenhouse", "northwind", "1")
    ledger.listing(key, Version(NOW, Job()))
    ledger.commit()
    ledger.connection.execute("update job_listings set dedupe_hash = null")
    marts.fill(ledger.connection)
    marts.lasting(ledger.connection, key)
    assert [one.listing_id for one in durations.lasting(session, Scope(), "reposted", 5)] == [key.id]

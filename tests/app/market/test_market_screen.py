"""The market's sentences: each figure says in words what it shows, of what, and what it cannot say."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from app.market.data_quality import Wait
from app.market.durations import Life, Lives, Step
from app.market.openings import Day, Scope, Share
from app.market.skills import Part, Trend
from app.market.ui import data_quality_labels, duration_labels, labels, skill_labels
from tests.app import marts
from tests.app.drawing import draw, html, words
from tests.app.ledger import NOW, Job, Key, Ledger, Version

NASTY = "<script>alert(1)</script> & Co"
KEY = Key("greenhouse", "northwind", "1")


@pytest.fixture
def built(ledger: Ledger) -> Ledger:
    """Two listings, one of a source that forbids figures, and the marts."""
    ledger.source("lever", "Lever")
    ledger.listing(KEY, Version(NOW - timedelta(days=4), Job(title=NASTY)))
    ledger.listing(Key("adzuna", "gb", "2"), Version(NOW, Job(title="Nurse")))
    ledger.commit()
    marts.fill(ledger.connection)
    marts.lasting(ledger.connection, KEY, company=NASTY, reopenings=1, days_since_first=Decimal("120.5"))
    return ledger


def said(**address: str) -> str:
    """The words of the screen at an address."""
    return " ".join(words(draw("market", address)).split())


def test_openings(built: Ledger) -> None:
    told = said()
    assert "200 jobs were open at the end of 20 Nov 2026 (UTC days), 21 more than a week before." in told
    assert "In the last 7 days, 42 jobs opened and 14 closed." in told
    assert "Germany leads with 50 % of 200 open jobs" in told
    assert "Of 180 jobs that say so, 33 % are remote and 44 % hybrid. 20 do not say." in told
    assert "Not counted here: Adzuna (1 open listing)" in told


def test_what_opened_again_is_told_so_that_the_days_add_up() -> None:
    first = marts.LAST - timedelta(days=8)
    days = [Day(first, 100, 100, 0, 0)]
    days += [Day(first + timedelta(days=n), 100 - n, 1, 3, 1) for n in range(1, 9)]
    assert "<b>7 jobs</b> opened, <b>7</b> opened again and <b>21</b> closed." in labels.news(days)
    assert "7 fewer than a week before" in labels.open_jobs(days)


def test_a_part_of_the_market_by_address(built: Ledger) -> None:
    assert "Open jobs counted 80" in said(country="France")


def test_pay(built: Ledger) -> None:
    told = said(view="Pay")
    assert "The 4 groups of title and place that rest on most jobs. Of 40 data engineer jobs (United States)" in told
    assert "half pay less than US$120,000 a year and the middle half US$100,000 to US$150,000, stated in the" in told
    assert "Median pay is highest at level Senior : €80,000 a year" in told


def test_pay_of_a_title_begins_with_the_country_that_was_asked_for(built: Ledger) -> None:
    told = said(view="Pay", title="Data engineer", country="Germany")
    assert "Of 25 data engineer jobs (Germany), half pay less than €70,000 a year" in told
    assert "1 other place can be told." in told
    assert "Germany estimated €55,000" in told
    assert told.index("€70,000 €60,000 to €80,000") < told.index("US$120,000 US$100,000 to US$150,000")


def test_pay_of_a_title_that_is_not_told_in_a_country_says_so(built: Ledger) -> None:
    told = said(view="Pay", title="Data engineer", country="France", source="Lever")
    assert "Fewer than five such jobs in France tell their pay. Of 40 data engineer jobs (United States)" in told
    assert "This is of the whole market in France: the figure is not kept by source." in told


def test_skills(built: Ledger) -> None:
    told = said(view="Skills", country="Germany")
    assert "SQL (90) and Go (30) are named by the most open jobs." in told
    assert "Rose: SQL (10.0 % to 20.0 %). Fell: Go (20.0 % to 10.0 %); the last 4 finished weeks" in told
    assert "Weeks before 11 Nov 2026, the ledger's first day, count only jobs that were still open then." in told
    assert "This is of the whole market: the figure is not kept by country." in told
    assert "Rust 5.0 % 20 of 400 5.0 % 20 of 400 about the same" in told
    assert "▲ +10.0 points" in told


def test_skills_of_ones_own_choice(built: Ledger) -> None:
    told = said(view="Skills", skill="Rust")
    assert "None of these skills rose or fell by more than chance explains" in told
    assert "20.0 %" not in told


def test_time_to_fill(built: Ledger) -> None:
    told = said(view="Time to fill")
    assert "Half of the jobs had closed after 10 days , a quarter after 5 days, three quarters after 20 days." in told
    assert "Counted are 100 listings; 12 of them are still open and count for as long as they have been seen." in told
    assert "the curve ends where fewer than five jobs are left" in told


def test_time_to_fill_without_a_median_says_so(built: Ledger) -> None:
    told = said(view="Time to fill", country="Germany", source="Greenhouse")
    assert "A quarter of the jobs had closed after 3 days. There is no median yet: after 9 days, 70 % were" in told
    assert "This is of every source in Germany: it is not kept by country and source at once." in told


def test_groups_begin_with_the_one_that_was_asked_for(built: Ledger) -> None:
    built.connection.execute("insert into marts.mart_time_to_fill values ('country', 'Peru', 5, 50, 30, 20, 0.4)")
    built.connection.execute(
        "insert into marts.mart_time_to_fill_quartiles values ('country', 'Peru', 50, 30, 5, 5, null)"
    )
    built.connection.commit()
    told = said(view="Time to fill", country="Germany")
    assert told.index("Germany 8 of 20") < told.index("Peru 30 of 50")
    assert "not kept by country" not in told
    whole = said(view="Time to fill", country="Germany", by="Title")
    assert "This is of the whole market: the figure is not kept by country." in whole


def test_time_to_fill_where_nothing_closed(built: Ledger) -> None:
    told = said(view="Time to fill", source="Greenhouse", by="Title")
    assert "Fewer than a quarter of the jobs have closed , so there is no median yet: after 8 days, 100 % were" in told
    assert "Jobs close soonest in Data engineer : half within 4 days. Shown are all groups" in told


def test_time_to_fill_of_a_part_without_a_curve_is_of_the_whole(built: Ledger) -> None:
    assert "This is of the whole market: France has fewer than the 20 listings a curve needs." in said(
        view="Time to fill", country="France"
    )


def test_jobs_that_last_lead_to_their_listing(built: Ledger) -> None:
    drawn = html(draw("market", {"view": "Time to fill"}))
    assert f'<a href="/listing?id={KEY.id}" target="_self">&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co</a>' in drawn
    assert "<script>" not in drawn
    told = said(view="Time to fill")
    assert "1 open job was posted again" in told
    assert "2 postings, re-opened once 120" in told
    assert "There is none" in said(view="Time to fill", jobs="Open for long")


def test_how_sure(built: Ledger) -> None:
    told = said(view="How sure", country="Germany")
    assert "2 of 4 boards were fetched completely within a day; 1 board failed at the newest fetch." in told
    assert "2 records could not be read." in told
    assert "by the same requisition, 10 of 200 ; by the same title, company and place, 30 of 200" in told
    assert "half of 12 immediate alerts went out within 60 seconds of the fetch that found the job" in told
    assert "20 Nov 2026 daily too few to say too few to say 3" in told


@pytest.mark.parametrize("view", ["Pay", "Skills", "Time to fill", "How sure", "Nonsense"])
def test_every_view_draws_on_almost_nothing(ledger: Ledger, view: str) -> None:
    ledger.commit()
    marts.make(ledger.connection)
    ledger.connection.execute(
        "insert into marts.mart_market_overview values ('greenhouse', 'Fiji', 'remote', 'mid', 3, 2, 3)"
    )
    ledger.connection.execute(
        "insert into marts.mart_listings_by_day values (%s, 'greenhouse', 'Fiji', 3, 3, 0, 0, 0)", [marts.LAST]
    )
    ledger.connection.commit()
    told = said(view=view)
    assert "Every source with open listings is counted here." in told
    assert " %" not in told


def test_fewer_than_five_are_no_percentage() -> None:
    assert labels.leading([Share("Fiji", 2), Share("unknown", 1)], "country", {}) == (
        "<b>Fiji</b> leads with 2 of 3 open jobs. 1 name no country."
    )
    assert labels.rate(1, 5) == "20 %"


def test_three_quarters_may_be_missing() -> None:
    lives = Lives("all", "all", listings=30, closed=16, p25=2, p50=4, p75=None)
    told = duration_labels.life(Life(lives, (Step(4, 20, 6, 0, 0.48),), Scope()), Scope(), {})
    assert "Three quarters have not closed at any age seen so far." in told


def test_two_months_are_needed_to_see_a_skill_move() -> None:
    week = {marts.LAST: Part(5, 100)}
    assert skill_labels.moved([Trend("SQL", week)]).startswith("What rises and falls is told once the ledger has 8")
    assert "too few for a share" in skill_labels.part(Part(1, 4))


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(None, "too few to say"), (1, "1 second"), (119, "119 seconds"), (120, "2 minutes"), (7200, "2 hours")],
)
def test_waits_read_well(seconds: float | None, told: str) -> None:
    assert data_quality_labels.wait(seconds) == told
    assert data_quality_labels.waits([Wait(marts.LAST, "daily", None, None, 2)]).startswith(
        "On no day were 5 immediate"
    )

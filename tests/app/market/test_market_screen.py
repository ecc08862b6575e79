"""Tests of the Market screen's sentences: what each metric shows, what it covers and what it cannot say."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest

from app.market.data_quality import AlertLatency
from app.market.durations import CurveStep, DurationQuartiles, SurvivalCurve
from app.market.openings import FacetCount, MarketDay, Scope
from app.market.skills import SkillShare, SkillTrend
from app.market.ui import bars, data_quality_labels, duration_labels, labels, skill_labels
from tests.app import marts
from tests.app.drawing import draw, html, words
from tests.app.ledger import NOW, Job, Key, Ledger, Version

NASTY = "<script>alert(1)</script> & Co"
KEY = Key("greenhouse", "northwind", "1")


@pytest.fixture
def marts_ledger(ledger: Ledger) -> Ledger:
    """Fill a ledger with two listings, one of a source that forbids aggregates, and the marts."""
    ledger.source("lever", "Lever")
    ledger.listing(KEY, Version(NOW - timedelta(days=4), Job(title=NASTY)))
    ledger.listing(Key("adzuna", "gb", "2"), Version(NOW, Job(title="Nurse")))
    ledger.commit()
    marts.fill(ledger.connection)
    marts.lasting(ledger.connection, KEY, company=NASTY, reopenings=1, days_since_first=Decimal("120.5"))
    return ledger


def screen_text(**address: str) -> str:
    """Return the text of the screen at an address."""
    return " ".join(words(draw("market", address)).split())


def test_openings(marts_ledger: Ledger) -> None:
    text = screen_text()
    assert "200 jobs were open at the end of 20 Nov 2026 (UTC), 21 more than a week before." in text
    assert "In the last 7 days, 42 jobs opened and 14 closed." in text
    assert "Germany leads with 50 % of 200 open jobs" in text
    assert "Of 180 jobs that state their workplace, 33 % are remote and 44 % hybrid. 20 do not state it." in text
    assert "Not counted: Adzuna (1 open listing)" in text


def test_reopened_jobs_are_counted_so_that_the_days_add_up() -> None:
    first = marts.LAST - timedelta(days=8)
    days = [MarketDay(first, 100, 100, 0, 0)]
    days += [MarketDay(first + timedelta(days=n), 100 - n, 1, 3, 1) for n in range(1, 9)]
    assert "<b>7 jobs</b> opened, <b>7</b> reopened and <b>21</b> closed." in labels.describe_daily_changes(days)
    assert "7 fewer than a week before" in labels.describe_open_jobs(days)


def test_bars_tell_the_label_and_the_count_of_each_value() -> None:
    table = bars.render_facet([FacetCount("DE", 1200), FacetCount("FR", 80)], {"DE": "Germany"})
    cells = re.sub(r"<[^>]+>", " ", table).split()
    assert cells[-4:] == ["Germany", "1,200", "FR", "80"]


def test_a_part_of_the_market_by_address(marts_ledger: Ledger) -> None:
    assert "Open jobs 80" in screen_text(country="France")


def test_pay(marts_ledger: Ledger) -> None:
    text = screen_text(view="Pay")
    assert "The 4 combinations of title and place with most jobs. Of 40 data engineer jobs (United States)" in text
    assert "half pay less than US$120,000 a year and the middle half US$100,000 to US$150,000, as stated in the" in text
    assert "Median pay is highest at Senior : €80,000 a year" in text


def test_pay_of_a_title_begins_with_the_country_that_was_asked_for(marts_ledger: Ledger) -> None:
    text = screen_text(view="Pay", title="Data engineer", country="Germany")
    assert "Of 25 data engineer jobs (Germany), half pay less than €70,000 a year" in text
    assert "1 other place is listed below." in text
    assert "Germany estimated €55,000" in text
    assert text.index("€70,000 €60,000 to €80,000") < text.index("US$120,000 US$100,000 to US$150,000")


def test_pay_of_a_title_without_enough_jobs_in_the_country_says_so(marts_ledger: Ledger) -> None:
    text = screen_text(view="Pay", title="Data engineer", country="France", source="Lever")
    assert "Fewer than five such jobs in France state their pay. Of 40 data engineer jobs (United States)" in text
    assert "All sources in France: this metric is not available by source." in text


def test_skills(marts_ledger: Ledger) -> None:
    text = screen_text(view="Skills", country="Germany")
    assert "Most open jobs name SQL (90) and Go (30)." in text
    assert "Rising: SQL (10.0 % to 20.0 %). Falling: Go (20.0 % to 10.0 %). Last 4 finished weeks" in text
    assert "Weeks before 11 Nov 2026, the first day of the ledger, include only jobs that were still open then." in text
    assert "Whole market: this metric is not available by country." in text
    assert "Rust 5.0 % 20 of 400 5.0 % 20 of 400 about the same" in text
    assert "▲ +10.0 points" in text


def test_skills_of_ones_own_choice(marts_ledger: Ledger) -> None:
    text = screen_text(view="Skills", skill="Rust")
    assert "No significant change for these skills." in text
    assert "20.0 %" not in text


def test_time_to_fill(marts_ledger: Ledger) -> None:
    text = screen_text(view="Time to fill")
    assert "Half of the jobs closed within 10 days , a quarter within 5 days, three quarters within 20 days." in text
    assert "Based on 100 listings. 12 are still open and count up to their last sighting." in text
    assert "The curve ends where fewer than five jobs remain" in text


def test_time_to_fill_without_a_median_says_so(marts_ledger: Ledger) -> None:
    text = screen_text(view="Time to fill", country="Germany", source="Greenhouse")
    assert "A quarter of the jobs closed within 3 days. No median yet: after 9 days, 70 % were" in text
    assert "All sources in Germany: there is no curve for a country and a source together." in text


def test_groups_begin_with_the_one_that_was_asked_for(marts_ledger: Ledger) -> None:
    marts_ledger.connection.execute(
        "insert into marts.mart_time_to_fill values ('country', 'Peru', 5, 50, 30, 20, 0.4)"
    )
    marts_ledger.connection.execute(
        "insert into marts.mart_time_to_fill_quartiles values ('country', 'Peru', 50, 30, 5, 5, null)"
    )
    marts_ledger.connection.commit()
    text = screen_text(view="Time to fill", country="Germany")
    assert text.index("Germany 8 of 20") < text.index("Peru 30 of 50")
    assert "not available by country" not in text
    whole = screen_text(view="Time to fill", country="Germany", by="Title")
    assert "Whole market: this metric is not available by country." in whole


def test_time_to_fill_where_nothing_closed(marts_ledger: Ledger) -> None:
    text = screen_text(view="Time to fill", source="Greenhouse", by="Title")
    assert "Fewer than a quarter of the jobs have closed. No median yet: after 8 days, 100 % were" in text
    assert "Jobs close soonest in Data engineer : half within 4 days. Shown: all groups" in text


def test_time_to_fill_of_a_part_without_a_curve_is_of_the_whole(marts_ledger: Ledger) -> None:
    assert "Whole market: France has fewer than the 20 listings a curve needs." in screen_text(
        view="Time to fill", country="France"
    )


def test_long_open_jobs_link_to_their_listing(marts_ledger: Ledger) -> None:
    drawn = html(draw("market", {"view": "Time to fill"}))
    assert f'<a href="/listing?id={KEY.id}" target="_self">&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co</a>' in drawn
    assert "<script>" not in drawn
    text = screen_text(view="Time to fill")
    assert "1 open job was reposted" in text
    assert "2 postings, reopened once 120" in text
    assert "No such jobs" in screen_text(view="Time to fill", jobs="Open for long")


def test_data_quality(marts_ledger: Ledger) -> None:
    text = screen_text(view="Data quality", country="Germany")
    assert "2 of 4 boards had a complete fetch within a day. 1 board failed at its last fetch." in text
    assert "2 records could not be read." in text
    assert "10 of 200 by requisition; 30 of 200 by title, company and place" in text
    assert "half of 12 immediate alerts went out within 60 seconds of the fetch that found the job" in text
    assert "20 Nov 2026 daily too few to say too few to say 3" in text


@pytest.mark.parametrize("view", ["Pay", "Skills", "Time to fill", "Data quality", "Nonsense"])
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
    text = screen_text(view=view)
    assert "Every source with open listings is counted." in text
    assert " %" not in text


def test_fewer_than_five_are_no_percentage() -> None:
    assert labels.describe_leader([FacetCount("Fiji", 2), FacetCount("unknown", 1)], "country", {}) == (
        "<b>Fiji</b> leads with 2 of 3 open jobs. 1 state no country."
    )
    assert labels.format_rate(1, 5) == "20 %"


def test_three_quarters_may_be_missing() -> None:
    quartiles = DurationQuartiles("all", "all", listings=30, closed=16, p25=2, p50=4, p75=None)
    text = duration_labels.describe_curve(
        SurvivalCurve(quartiles, (CurveStep(4, 20, 6, 0, 0.48),), Scope()), Scope(), {}
    )
    assert "Three quarters have not yet." in text


def test_two_months_are_needed_to_see_a_skill_move() -> None:
    week = {marts.LAST: SkillShare(5, 100)}
    assert skill_labels.describe_trends([SkillTrend("SQL", week)]) == "Trends appear after 8 finished weeks."
    assert "too few for a share" in skill_labels.format_share(SkillShare(1, 4))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(None, "too few to say"), (1, "1 second"), (119, "119 seconds"), (120, "2 minutes"), (7200, "2 hours")],
)
def test_waits_read_well(seconds: float | None, text: str) -> None:
    assert data_quality_labels.format_seconds(seconds) == text
    assert data_quality_labels.describe_latencies([AlertLatency(marts.LAST, "daily", None, None, 2)]).startswith(
        "On no day were 5 immediate"
    )

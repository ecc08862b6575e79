"""The analysts' queries and notebook run as their role, which reads nothing of people."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from tests.database.specification import AGGREGATION
from tests.dbt_project.analysts import NOTEBOOK, QUERIES

# One row of each, counted by hand on the story: on its last day, 5 August, eleven jobs of Globex are open and ten of
# Acme, whose board was not fetched since 20 June.
COUNTED = {
    # Sunday, 2 August: 28 of Globex and 10 of Acme.
    "01_openings_by_week": {"week": "2026-07-27", "open_on_sunday": "38", "new_listings": "4", "closed_listings": "0"},
    # Of 29 six closed after 21 days with 24 left: 18 of 24 stay; the other twelve after 35 days with twelve left.
    "02_median_time_to_fill": {
        "country": "Spain",
        "listings": "29",
        "filled": "18",
        "p25": "21",
        "median_days": "35",
        "p75": "35",
    },
    "03_still_open_after_30_days": {"source": "lever", "day": "21", "at_risk": "24", "share_still_open": "0.750"},
    # 40, 50, 60, 70, 80 and 90 thousand.
    "04_pay_by_title": {
        "title_group": "data engineer",
        "country": "Spain",
        "currency": "EUR",
        "p25": "52500.00",
        "median": "65000.00",
        "p75": "77500.00",
        "n": "6",
    },
    # 3 of 4 beside 3 of 12.
    "05_rising_skills": {
        "skill": "Python",
        "week": "2026-07-27",
        "share_now": "0.750000",
        "share_before": "0.250000",
        "change": "0.500000",
    },
    # On 29 July, 24 of Globex, Acme's engineer and twin.
    "06_market_as_it_was": {"workplace": "remote", "open_listings": "26"},
    # The twin was re-opened; so was the analyst, who has two requisitions, first posted 111 days before the last look.
    "07_reposted_jobs": {"company": "Acme", "jobs": "2", "postings": "3", "reopenings": "2", "longest_days": "111"},
    # Engineer and twin share a number, and two of Globex do.
    "08_duplicates": {"rule": "requisition", "open_listings": "21", "duplicates": "2", "percent": "9.5"},
    "09_stale_boards": {
        "source": "ashby",
        "board": "acme",
        "last_complete_fetch_at": "2026-06-20 09:00:00+00:00",
        "sync_status": "success",
        "open_listings": "10",
    },
    "10_alert_latency": {"day": "2026-03-02", "p50_seconds": "20.0", "p95_seconds": "56.0", "n": "3"},
}


@pytest.mark.parametrize("query", [path.stem for path in sorted(QUERIES.glob("*"))])
def test_a_query_answers_what_was_counted_by_hand(story: dict[str, Any], query: str) -> None:
    assert COUNTED[query] in story["analysts"]["queries"][query]


def test_there_are_ten_queries() -> None:
    assert len(list(QUERIES.glob("*.sql"))) == len(COUNTED) == 10


def test_falling_skills_come_last(story: dict[str, Any]) -> None:
    assert [row["change"] for row in story["analysts"]["queries"]["05_rising_skills"]] == ["0.500000", "-0.750000"]


def test_the_notebook_draws_what_the_marts_hold(story: dict[str, Any]) -> None:
    days, curve, pay = story["analysts"]["notebook"]
    assert (days[-1]["day"][:10], days[-1]["open_listings"]) == ("2026-08-05", 21)
    # On their 21st day 24 of Globex and nine of Acme were open; six closed.
    before, then = next((one, two) for one, two in pairwise(curve) if two["day"] == 21)
    assert then["at_risk"] == 33
    assert then["survival"] / before["survival"] == pytest.approx(27 / 33)
    assert "data engineer" in pay
    assert "65000.0" in pay


def test_the_notebook_is_kept_without_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in cells)


def test_analysts_read_marts_and_aggregation_tables_and_nothing_else(story: dict[str, Any]) -> None:
    readable = set(story["analysts"]["readable"])
    marts = {name for name in readable if name.startswith("marts.")}
    assert len(marts) == 14
    assert readable - marts == {f"public.{table}" for table in AGGREGATION}

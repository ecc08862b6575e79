"""The analysts' marts: curves against SciPy's, the rest counted by hand on the story."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest
from scipy.stats import CensoredData, ecdf

from tests.dbt_project.story import Chapter, Record

COUNTRIES = ("Spain", "Peru", "Fiji")
NOT_OF_THE_MARKET = {"mart_source_health", "mart_alert_latency"}


def durations(record: Record, country: str) -> tuple[list[int], list[int]]:
    rows = [row for row in record["life"] if row["country"] == country]
    ended = [int(row["days_open"]) for row in rows if not row["is_right_censored"]]
    return ended, [int(row["days_open"]) for row in rows if row["is_right_censored"]]


def curve(record: Record, grouped_by: str, name: str) -> list[dict[str, Any]]:
    rows = [row for row in record["time_to_fill"] if (row["grouped_by"], row["name"]) == (grouped_by, name)]
    return sorted(rows, key=lambda row: int(row["day"]))


@pytest.mark.parametrize("country", COUNTRIES)
def test_survival_is_scipys(chapter: Chapter, country: str) -> None:
    many = chapter("many listings")
    ended, censored = durations(many, country)
    expected = ecdf(CensoredData(uncensored=ended, right=censored)).sf
    found = curve(many, "country", country)
    assert [row["day"] for row in found] == expected.quantiles.tolist()
    np.testing.assert_allclose([row["survival"] for row in found], expected.probabilities, atol=1e-12)
    assert [row["at_risk"] for row in found] == [sum(day >= row["day"] for day in ended + censored) for row in found]


@pytest.mark.parametrize("country", COUNTRIES)
def test_quartiles_are_read_off_the_curve(chapter: Chapter, country: str) -> None:
    many = chapter("many listings")
    survival = ecdf(CensoredData(*durations(many, country)[:1], right=durations(many, country)[1])).sf
    (found,) = (row for row in many["time_to_fill_quartiles"] if row["name"] == country)
    for name, share in (("p25", 0.75), ("p50", 0.5), ("p75", 0.25)):
        reached = survival.quantiles[survival.probabilities <= share + 1e-12]
        assert found[name] == (reached[0] if len(reached) else None)
    assert found["listings"] == 100


def test_a_group_nobody_left_has_no_median(chapter: Chapter) -> None:
    fiji = next(row for row in chapter("many listings")["time_to_fill_quartiles"] if row["name"] == "Fiji")
    assert (fiji["filled"], fiji["p50"]) == (0, None)


def test_fewer_than_twenty_listings_make_no_curve(chapter: Chapter) -> None:
    assert chapter("fifth day")["time_to_fill"] == []


def test_a_listing_is_at_risk_from_the_day_it_was_first_seen(chapter: Chapter) -> None:
    late = chapter("seen late")
    rows = [row for row in late["life"] if row["country"] == "Malta"]
    seen_closed = [row for row in rows if row["closed_at"] == row["first_seen_at"]]
    followed = [row for row in rows if row not in seen_closed]
    assert len(seen_closed) == 3
    entered = np.array([_unseen(row).days for row in followed])
    ended = np.array([int(row["days_open"]) for row in followed])
    closed = np.array([not row["is_right_censored"] for row in followed])
    survival, fallen, most = 1.0, [], 0
    for day in sorted(set(ended)):
        at_risk = int(((entered <= day) & (day <= ended)).sum())
        most = max(most, at_risk)
        # The two that were followed from their first day on and closed on it do not bring the curve to nothing.
        survival *= 1 - (closed & (ended == day)).sum() / at_risk if most >= 5 else 1
        fallen.append((day, at_risk, survival))
    found = curve(late, "country", "Malta")
    assert [(row["day"], row["at_risk"]) for row in found] == [step[:2] for step in fallen]
    np.testing.assert_allclose([row["survival"] for row in found], [step[2] for step in fallen], atol=1e-12)
    assert (found[0]["closings"], found[0]["at_risk"], found[0]["survival"]) == (2, 2, 1)
    assert 0 < found[-1]["survival"] < 1
    (quartiles,) = (row for row in late["time_to_fill_quartiles"] if row["name"] == "Malta")
    assert (quartiles["listings"], quartiles["filled"]) == (117, int(closed.sum()))


def _unseen(row: dict[str, Any]) -> timedelta:
    return datetime.fromisoformat(row["first_seen_at"]) - datetime.fromisoformat(row["opened_at"])


def test_facts_as_they_were(chapter: Chapter) -> None:
    def known(name: str) -> list[tuple[str, str, str | None, bool]]:
        rows = [row for row in chapter("fifth day")["as_of"] if row["external_id"] == name]
        return sorted((row["valid_from"][:10], row["title"], row["valid_to"], row["is_open"]) for row in rows)

    assert known("engineer") == [
        ("2026-03-01", "Data Engineer", "2026-03-03T08:00:00+00:00", True),
        ("2026-03-03", "Senior Data Engineer", "2026-03-05T08:00:00+00:00", True),
        ("2026-03-05", "Data Engineer", None, True),
    ]
    assert [is_open for *_, is_open in known("analyst")] == [True, False, True]
    assert known("advert") == []


def test_facts_as_they_were_are_the_same_when_made_anew(chapter: Chapter) -> None:
    assert chapter("recomputed")["as_of"] == chapter("fifth day")["as_of"]


def test_a_reopened_job_is_listed(chapter: Chapter) -> None:
    (analyst,) = chapter("fifth day")["lasting"]
    assert (analyst["title_group"], analyst["company"], analyst["reopenings"]) == ("analyst", "Acme", 1)
    assert (analyst["is_reposted"], analyst["is_long_open"], analyst["is_open"]) == (True, False, True)


def test_duplicates_by_rule(chapter: Chapter) -> None:
    found = {
        row["rule"]: (row["open_listings"], row["jobs"], row["duplicates"])
        for row in chapter("first day")["duplicates"]
    }
    # Engineer and twin share requisition R1 and, title, company and place being the same, a signature.
    assert found == {"requisition": (8, 7, 1), "signature": (8, 7, 1)}


def test_skills_by_week(chapter: Chapter) -> None:
    weeks = {
        (row["week"], row["skill"]): (row["new_listings"], row["opened_in_week"])
        for row in chapter("fifth day")["skill_weekly"]
    }
    # Engineer was posted on 25 February, twin and the others opened on Sunday, 1 March; historic in another week.
    assert weeks == {("2026-02-23", "Python"): (2, 9), ("2026-02-23", "SQL"): (3, 9)}


def test_pay_by_title_needs_five_jobs_of_one_title(chapter: Chapter) -> None:
    assert chapter("fifth day")["pay_by_title"] == []


def test_pay_by_title_is_of_what_is_open(chapter: Chapter) -> None:
    (group,) = chapter("weeks of one title")["pay_by_title"]
    # 40 to 90 thousand are open; 100 to 150 closed with their listings.
    assert group == {
        "title_group": "data engineer",
        "country": "Spain",
        "currency": "EUR",
        "is_estimated": False,
        "p25": 52500,
        "p50": 65000,
        "p75": 77500,
        "n": 6,
    }


def test_waits_for_an_alert(chapter: Chapter) -> None:
    found = {
        row["day"]: (row["frequency"], row["p50_seconds"], row["p95_seconds"], row["n"])
        for row in chapter("fifth day")["latency"]
    }
    # 10 seconds later it was the next UTC day: all three were sent then. 95 of 100: 20 + 0.9 x (60 - 20).
    assert found == {"2026-03-02": ("immediate", 20, 56, 3)}


def test_every_mart_of_listings_is_checked_for_sources_that_forbid_aggregates(story: dict[str, Any]) -> None:
    nodes = story["manifest"]["nodes"]
    marts = {key: node for key, node in nodes.items() if node["resource_type"] == "model" and node["schema"] == "marts"}
    (rule,) = (node for node in nodes.values() if node["name"] == "marts_leave_out_sources_that_forbid_aggregates")
    checked = set(rule["depends_on"]["nodes"])
    for key, mart in marts.items():
        if mart["name"] in NOT_OF_THE_MARKET:
            continue
        assert ("source" not in mart["columns"]) or key in checked, key
        assert ancestors(nodes, key) & {
            "model.jobledger.int_market_listings",
            "source.jobledger.public.job_sources",
        }, key


def ancestors(nodes: dict[str, Any], key: str) -> set[str]:
    found: set[str] = set()
    ahead = [key]
    while ahead:
        for parent in nodes.get(ahead.pop(), {}).get("depends_on", {}).get("nodes", []):
            if parent not in found:
                found.add(parent)
                ahead.append(parent)
    return found

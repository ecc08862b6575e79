"""The marts' numbers, counted by hand on the story."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from database.identity import listing_id
from tests.dbt_project.story import Chapter, Record


def openings(record: Record) -> list[dict[str, Any]]:
    return [row for row in record["snapshots"] if row["user_id"] is None and row["metric"] == "active_jobs"]


def active(record: Record, dimension: dict[str, str]) -> dict[str, float]:
    return {
        row["period_start"]: row["value"]
        for row in openings(record)
        if row["dimension"] == dimension | {"n": row["value"]} and row["period_start"] == row["period_end"]
    }


def life(record: Record, external_id: str) -> dict[str, Any]:
    (found,) = (row for row in record["life"] if row["listing_id"] == str(listing_id("ashby", "acme", external_id)))
    return found


def test_active_jobs_day_by_day(chapter: Chapter) -> None:
    counted = {"2026-03-01": 8, "2026-03-02": 8, "2026-03-03": 6}
    assert active(chapter("third day"), {}) == counted
    assert active(chapter("third day"), {"source": "ashby"}) == counted


def test_a_listing_parsed_late_is_counted_from_the_day_it_opened(chapter: Chapter) -> None:
    counted = {"2026-03-01": 9, "2026-03-02": 9, "2026-03-03": 7, "2026-03-04": 7, "2026-03-05": 8}
    assert active(chapter("fifth day"), {}) == counted
    assert active(chapter("fifth day"), {"source": "ashby"}) == counted


def test_a_week_that_is_over_has_its_last_days_openings(chapter: Chapter) -> None:
    weeks = [row for row in openings(chapter("fifth day")) if row["period_start"] != row["period_end"]]
    assert {(row["period_start"], row["period_end"]) for row in weeks} == {("2026-02-23", "2026-03-01")}
    found = sorted((json.dumps(row["dimension"]), row["value"]) for row in weeks)
    # Nine were open on Sunday. Two were remote, one hybrid, no two had one title: groups of fewer than five stay out.
    assert found == [
        ('{"n": 6, "workplace": "unknown"}', 6),
        ('{"n": 9, "company": "Acme"}', 9),
        ('{"n": 9, "source": "ashby"}', 9),
        ('{"n": 9}', 9),
    ]


def test_a_source_that_forbids_aggregates_is_in_no_mart_but_its_health(chapter: Chapter) -> None:
    last = chapter("fifth day")
    for mart in ("by_day", "life", "overview"):
        assert {row["source"] for row in last[mart]} == {"ashby"}
    assert {row["dimension"].get("source") for row in openings(last)} == {None, "ashby"}
    assert {row["source"] for row in last["health"]} == {"adzuna", "ashby"}


def test_the_days_of_a_country(chapter: Chapter) -> None:
    days = {
        row["day"]: [row[f"{what}_listings"] for what in ("open", "new", "closed", "changed", "reopened")]
        for row in chapter("fifth day")["by_day"]
        if row["country"] == "Germany"
    }
    assert days == {
        "2026-03-01": [9, 9, 0, 0, 0],
        "2026-03-02": [9, 0, 0, 0, 0],
        "2026-03-03": [7, 0, 2, 1, 0],
        "2026-03-04": [7, 0, 0, 0, 0],
        "2026-03-05": [8, 0, 0, 1, 1],
    }


def test_a_listing_without_a_place_counts_under_unknown(chapter: Chapter) -> None:
    unknown = [row for row in chapter("fifth day")["by_day"] if row["country"] == "unknown"]
    assert [(row["day"], row["open_listings"]) for row in unknown][:1] == [("2026-03-01", 0)]
    assert [row["closed_listings"] for row in unknown] == [1, 0, 0, 0, 0]


def test_a_closed_listing_lived_from_posting_to_closing(chapter: Chapter) -> None:
    historic = life(chapter("fifth day"), "historic")
    assert (historic["days_open"], historic["is_right_censored"]) == (14, False)
    assert historic["opened_at"] == "2026-02-01T00:00:00+00:00"


def test_an_open_listing_is_censored_at_the_last_complete_fetch(chapter: Chapter) -> None:
    engineer = life(chapter("fifth day"), "engineer")
    assert engineer["observed_until"] == "2026-03-05T08:00:00+00:00"
    assert (engineer["days_open"], engineer["is_right_censored"]) == (8.333, True)
    assert (engineer["versions"], engineer["reopenings"]) == (2, 0)
    assert life(chapter("fifth day"), "analyst")["reopenings"] == 1


def test_pay_needs_five_jobs(chapter: Chapter) -> None:
    (group,) = chapter("fifth day")["pay"]
    assert group == {
        "experience_level": "mid",
        "country": "Germany",
        "currency": "EUR",
        "is_estimated": False,
        "p25": 60000,
        "p50": 70000,
        "p75": 80000,
        "n": 5,
    }


def test_the_overview_counts_every_open_listing_once(chapter: Chapter) -> None:
    rows = chapter("fifth day")["overview"]
    assert sum(row["open_listings"] for row in rows) == 8
    by_level = {row["experience_level"]: row for row in rows if row["open_listings"]}
    assert {level: row["open_listings"] for level, row in by_level.items()} == {
        "senior": 1,
        "entry": 1,
        "mid": 5,
        "unknown": 1,
    }
    assert by_level["senior"]["workplace_type"] == "remote"
    assert by_level["senior"]["open_with_stated_pay"] == 1


def test_skills_count_listings_that_have_them_now(chapter: Chapter) -> None:
    def demand(name: str) -> dict[str, tuple[int, int]]:
        return {row["skill"]: (row["open_listings"], row["new_listings_30d"]) for row in chapter(name)["skills"]}

    # Third day: engineer (open) has lost SQL; twin and analyst are closed. The advert's source forbids counting it.
    assert demand("third day") == {"Python": (1, 2), "SQL": (0, 2)}
    assert demand("fifth day") == {"Python": (1, 2), "SQL": (2, 3)}


def test_health_tells_what_the_last_fetch_was(chapter: Chapter) -> None:
    boards = {row["board"]: row for row in chapter("fifth day")["health"]}
    assert boards["acme"]["last_complete_fetch_at"] == "2026-03-05T08:00:00+00:00"
    assert boards["acme"]["last_run_status"] == "success"
    assert (boards["acme"]["open_listings"], boards["gb"]["open_listings"]) == (8, 0)
    assert boards["gb"]["may_aggregate"] is False


def test_the_time_spine_has_each_day_once(chapter: Chapter) -> None:
    days = (date(2049, 12, 31) - date(2015, 1, 1)).days + 1
    spine = {"days": days, "different": days, "min": "2015-01-01", "max": "2049-12-31"}
    assert chapter("empty")["spine"] == [spine]

"""People's metrics, worked out by hand from the applications in people.py; docs/analytics.md has the definitions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dbt_project.people import FIVE, THIRD_DAY, person
from tests.dbt_project.story import Chapter, Record

RATE, MEAN, ACTIVE = "success_rate", "avg_response", "active_jobs"
DAY, WEEK, MONTH = ("2025-06-10", "2025-06-10"), ("2025-06-09", "2025-06-15"), ("2025-06-01", "2025-06-30")
NONE = None
MARKET = "the market"

# Who, which metric, over which days, of what: value and n on the fifth day, or that there is no such metric.
EXAMPLES: list[tuple[str, str, tuple[str, str], dict[str, str], tuple[float, int] | None]] = [
    ("one", MEAN, DAY, {}, (10, 1)),
    ("one", MEAN, WEEK, {}, (10, 1)),
    ("one", MEAN, MONTH, {}, (10, 1)),
    ("one", RATE, MONTH, {}, (0, 1)),
    ("waiting", MEAN, MONTH, {}, NONE),
    ("waiting", RATE, MONTH, {}, (0, 3)),
    ("waiting", RATE, WEEK, {}, (0, 2)),
    ("on the dot", MEAN, DAY, {}, (30, 1)),
    ("too late", MEAN, DAY, {}, NONE),
    ("before", MEAN, DAY, {}, NONE),
    ("before", RATE, DAY, {}, (0, 1)),
    ("at once", MEAN, DAY, {}, (0, 1)),
    ("interview on the dot", RATE, DAY, {}, (1, 1)),
    ("interview too late", RATE, DAY, {}, (0, 1)),
    ("offer", RATE, DAY, {}, (1, 1)),
    ("one round before, one after", RATE, DAY, {}, (1, 1)),
    ("card moved", RATE, DAY, {}, (1, 1)),
    ("imported", RATE, DAY, {}, (1, 1)),
    ("imported, then rejected", RATE, DAY, {}, (1, 1)),
    # 11:00 UTC is 01:00 of the next day there, in another month and year.
    ("after midnight in Kiritimati", MEAN, ("2026-01-01", "2026-01-01"), {}, (10, 1)),
    ("after midnight in Kiritimati", MEAN, ("2026-01-01", "2026-01-31"), {}, (10, 1)),
    ("after midnight in Kiritimati", MEAN, ("2025-12-31", "2025-12-31"), {}, NONE),
    ("before midnight in Kiritimati", MEAN, ("2025-12-31", "2025-12-31"), {}, (1, 1)),
    ("before midnight in Kiritimati", MEAN, ("2025-12-01", "2025-12-31"), {}, (1, 1)),
    # The clocks go forward on 9 March 2025 and back on 2 November, a day of 25 hours.
    ("before midnight in New York", MEAN, ("2025-03-08", "2025-03-08"), {}, (1, 1)),
    ("after midnight in New York", MEAN, ("2025-03-09", "2025-03-09"), {}, (1, 1)),
    ("after midnight in New York", MEAN, ("2025-03-08", "2025-03-08"), {}, NONE),
    ("the long day in New York", MEAN, ("2025-11-02", "2025-11-02"), {}, (1, 1)),
    ("thirty days over the change of clocks", MEAN, ("2025-03-01", "2025-03-01"), {}, (30, 1)),
    # The same time of day thirty dates later is 30 days and one hour.
    ("a wall clock's thirty days", MEAN, ("2025-11-01", "2025-11-01"), {}, NONE),
    ("leap day", MEAN, ("2024-02-29", "2024-02-29"), {}, (2, 1)),
    ("leap day", MEAN, ("2024-02-01", "2024-02-29"), {}, (2, 1)),
    ("new year", MEAN, ("2024-12-30", "2025-01-05"), {}, (2, 2)),
    ("new year", MEAN, ("2024-12-01", "2024-12-31"), {}, (1, 1)),
    ("new year", MEAN, ("2025-01-01", "2025-01-31"), {}, (3, 1)),
    ("sunday and monday", MEAN, WEEK, {}, (1, 1)),
    ("sunday and monday", MEAN, ("2025-06-16", "2025-06-22"), {}, (3, 1)),
    ("thirds", MEAN, DAY, {}, (1.333333, 3)),
    ("thirds", RATE, DAY, {}, (0.333333, 3)),
    ("kinds", RATE, DAY, {}, (0.25, 4)),
    ("kinds", MEAN, DAY, {}, (3, 3)),
    ("kinds", RATE, DAY, {"title_group": "data engineer"}, (0.5, 2)),
    ("kinds", MEAN, DAY, {"title_group": "data engineer"}, (1.5, 2)),
    ("kinds", MEAN, DAY, {"title_group": "unknown"}, (6, 1)),
    ("kinds", MEAN, DAY, {"company": "unknown"}, (6, 1)),
    ("kinds", RATE, DAY, {"company": "Acme"}, (0.5, 2)),
    ("kinds", RATE, DAY, {"source": "ashby"}, (0, 1)),
    ("kinds", MEAN, DAY, {"source": "ashby"}, NONE),
    ("kinds", MEAN, DAY, {"source": "import"}, (2, 1)),
    ("kinds", MEAN, DAY, {"workplace": "remote"}, (3.5, 2)),
    ("kinds", RATE, DAY, {"workplace": "unknown"}, (0, 2)),
    # The ledger has seen until 5 March 2026, 09:00 UTC: 60 days after 4 January began, 30 after 3 February.
    ("just published", RATE, ("2026-01-03", "2026-01-03"), {}, (0, 1)),
    ("just published", MEAN, ("2026-02-02", "2026-02-02"), {}, (1, 1)),
    ("not yet published", RATE, ("2026-01-04", "2026-01-04"), {}, NONE),
    ("not yet published", MEAN, ("2026-02-03", "2026-02-03"), {}, NONE),
    ("published in New York", MEAN, ("2026-02-02", "2026-02-02"), {}, (1, 1)),
    ("not yet in Honolulu", MEAN, ("2026-02-02", "2026-02-02"), {}, NONE),
    ("nowhere", MEAN, DAY, {}, (1, 1)),
    # In play from the first midnight on, for 60 days after the last sign of life.
    ("waiting", ACTIVE, DAY, {}, (1, 1)),
    ("waiting", ACTIVE, ("2025-06-11", "2025-06-11"), {}, (2, 2)),
    ("waiting", ACTIVE, WEEK, {}, (2, 2)),
    ("waiting", ACTIVE, MONTH, {}, (3, 3)),
    ("waiting", ACTIVE, WEEK, {"company": "Acme"}, (2, 2)),
    ("waiting", ACTIVE, DAY, {"company": "Acme"}, NONE),
    ("waiting", ACTIVE, ("2025-08-08", "2025-08-08"), {}, (3, 3)),
    ("waiting", ACTIVE, ("2025-08-09", "2025-08-09"), {}, (2, 2)),
    ("waiting", ACTIVE, ("2025-08-28", "2025-08-28"), {}, (1, 1)),
    ("waiting", ACTIVE, ("2025-08-29", "2025-08-29"), {}, NONE),
    ("answered on day 40", ACTIVE, ("2025-09-17", "2025-09-17"), {}, (1, 1)),
    ("answered on day 40", ACTIVE, ("2025-09-18", "2025-09-18"), {}, NONE),
    ("silent, then answered", ACTIVE, ("2025-09-17", "2025-09-17"), {}, NONE),
    ("silent, then answered", ACTIVE, ("2025-09-18", "2025-09-18"), {}, (1, 1)),
    ("rejected", ACTIVE, ("2025-06-14", "2025-06-14"), {}, (1, 1)),
    ("rejected", ACTIVE, ("2025-06-15", "2025-06-15"), {}, NONE),
    ("rejected", MEAN, MONTH, {}, (5, 1)),
    # What changed between the third day and the fifth.
    ("late answer", RATE, MONTH, {}, (0, 1)),
    ("late answer", MEAN, MONTH, {}, NONE),
    ("late answer", ACTIVE, ("2025-09-18", "2025-09-18"), {}, (1, 1)),
    ("corrected", MEAN, MONTH, {}, (1, 1)),
    ("corrected", RATE, DAY, {}, (0, 1)),
    ("corrected", MEAN, ("2025-07-01", "2025-07-31"), {}, (3, 1)),
    ("deleted later", MEAN, DAY, {}, (0, 0)),
    ("deleted later", RATE, MONTH, {"company": "Gone"}, (0, 0)),
    ("deleted later", ACTIVE, MONTH, {}, (0, 0)),
    ("moved away", MEAN, ("2025-06-11", "2025-06-11"), {}, (0, 0)),
    ("moved away", MEAN, DAY, {}, (2, 1)),
    ("left", RATE, DAY, {}, (0, 0)),
    # The market needs five people for a metric.
    (MARKET, RATE, ("2023-05-01", "2023-05-31"), {}, (0.4, 5)),
    (MARKET, RATE, ("2023-05-10", "2023-05-10"), {"title_group": "data engineer"}, (0.4, 5)),
    (MARKET, RATE, ("2023-05-10", "2023-05-10"), {"company": "Only ann"}, NONE),
    (MARKET, MEAN, ("2023-05-01", "2023-05-31"), {}, NONE),
    (MARKET, RATE, ("2023-06-01", "2023-06-30"), {}, NONE),
    (MARKET, RATE, ("2023-07-01", "2023-07-31"), {}, NONE),
    (MARKET, MEAN, ("2023-08-01", "2023-08-31"), {}, (3, 5)),
    (MARKET, MEAN, ("2023-08-28", "2023-09-03"), {"source": "manual"}, (3, 5)),
    (MARKET, RATE, ("2023-10-01", "2023-10-31"), {}, NONE),
    ("ann", RATE, ("2023-10-01", "2023-10-31"), {"source": "adzuna"}, (0, 1)),
]


def metrics(record: Record) -> dict[tuple[str, str, str, str, str], tuple[float, int]]:
    names = {person(name): name for name in THIRD_DAY} | {None: MARKET}
    found: dict[tuple[str, str, str, str, str], tuple[float, int]] = {}
    for row in record["snapshots"]:
        of = {name: text for name, text in row["dimension"].items() if name != "n"}
        key = (names[row["user_id"]], row["metric"], row["period_start"], row["period_end"], str(of))
        assert key not in found
        found[key] = (row["value"], row["dimension"]["n"])
    return found


@pytest.fixture(scope="module")
def fifth_day(story: dict[str, Any]) -> dict[tuple[str, str, str, str, str], tuple[float, int]]:
    return metrics(story["chapters"]["fifth day"])


@pytest.mark.parametrize(("who", "metric", "period", "of", "expected"), EXAMPLES)
def test_metrics_worked_out_by_hand(
    fifth_day: dict[tuple[str, str, str, str, str], tuple[float, int]],
    who: str,
    metric: str,
    period: tuple[str, str],
    of: dict[str, str],
    expected: tuple[float, int] | None,
) -> None:
    assert fifth_day.get((who, metric, *period, str(of))) == expected


@pytest.mark.parametrize("who", ["nobody", "deleted", "planned"])
def test_who_has_sent_nothing_has_no_metrics(chapter: Chapter, who: str) -> None:
    assert [row for row in chapter("fifth day")["snapshots"] if row["user_id"] == person(who)] == []


def test_recomputing_everything_gives_the_same_rows(chapter: Chapter) -> None:
    assert chapter("recomputed")["snapshots"] == chapter("fifth day")["snapshots"]


def test_recomputing_everything_writes_nothing(chapter: Chapter) -> None:
    def places(name: str) -> list[str]:
        return [row["place"] for row in chapter(name)["physical"] if row["of"] == "analytics_snapshots"]

    assert places("recomputed") == places("fifth day")


def test_a_late_answer_changes_nothing_that_was_published(chapter: Chapter) -> None:
    def published(name: str) -> list[dict[str, Any]]:
        rows = [row for row in chapter(name)["snapshots"] if row["user_id"] == person("late answer")]
        return [row for row in rows if row["period_end"] < "2025-09-18"]

    assert published("fifth day") == published("third day") != []


def test_what_has_passed_is_published_without_any_change(chapter: Chapter) -> None:
    key = ("just published", RATE, "2026-01-03", "2026-01-03", "{}")
    assert key not in metrics(chapter("third day"))
    assert metrics(chapter("fifth day"))[key] == (0, 1)


def test_every_market_rate_has_at_least_five_behind_it(chapter: Chapter) -> None:
    def rates(name: str) -> list[int]:
        rows = [row for row in chapter(name)["snapshots"] if row["user_id"] is None and row["metric"] != ACTIVE]
        return [row["dimension"]["n"] for row in rows]

    assert min(rates("third day")) >= len(FIVE)
    # By the fifth day some have fallen below five, and are taken back.
    assert 0 in rates("fifth day")
    assert min(n for n in rates("fifth day") if n) >= len(FIVE)

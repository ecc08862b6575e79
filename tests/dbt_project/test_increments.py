"""What builds add day by day is what a full refresh makes of the same ledger, and permission is asked each time."""

from __future__ import annotations

import pytest

from tests.dbt_project.story import RECORDED, Chapter

OF_THE_MARKET = sorted(
    {"by_day", "overview", "skills", "skill_weekly", "duplicates", "lasting", "pay", "life", "as_of"}
)
SAME = sorted(RECORDED.keys() - {"physical", "views"})


@pytest.mark.parametrize("table", SAME)
@pytest.mark.parametrize(("before", "anew"), [("fifth day", "recomputed"), ("later", "later anew")])
def test_increments_are_what_a_full_refresh_makes(chapter: Chapter, before: str, anew: str, table: str) -> None:
    assert chapter(anew)[table] == chapter(before)[table]


def test_what_lands_while_a_build_runs_is_counted_by_the_next(chapter: Chapter) -> None:
    def changed(name: str) -> int:
        return sum(row["changed_listings"] for row in chapter(name)["by_day"] if row["day"] == "2026-06-20")

    # engineer and analyst; then pay6, too
    assert (changed("landed meanwhile"), changed("later")) == (2, 3)


def test_skills_lost_and_won_are_counted(chapter: Chapter) -> None:
    open_now = {row["skill"]: row["open_listings"] for row in chapter("later")["skills"]}
    # Python and SQL of twin, which is back; Python and Excel of analyst; SQL of the second one. Engineer lost both.
    assert open_now == {"Python": 2, "SQL": 2, "Excel": 1}


def test_a_signature_shared_by_now_is_one_job(chapter: Chapter) -> None:
    (signature,) = (row for row in chapter("later")["duplicates"] if row["rule"] == "signature")
    assert signature["duplicates"] == 1
    analyst = next(row for row in chapter("later")["lasting"] if row["title_group"] == "analyst")
    assert (analyst["postings"], analyst["is_reposted"], analyst["is_long_open"]) == (2, True, True)


@pytest.mark.parametrize("table", OF_THE_MARKET)
def test_a_source_that_forbids_aggregates_by_now_is_gone_at_once(chapter: Chapter, table: str) -> None:
    assert chapter("later")[table]
    assert chapter("forbidden by now")[table] == []
    assert chapter("allowed again")[table] == chapter("later")[table]


def test_the_market_of_a_source_that_forbids_aggregates_by_now_is_0_of_0(chapter: Chapter) -> None:
    def market(name: str) -> list[tuple[str, int]]:
        rows = [row for row in chapter(name)["snapshots"] if row["user_id"] is None and row["metric"] == "active_jobs"]
        return sorted({(row["value"], row["dimension"]["n"]) for row in rows})

    assert len(market("later")) > 1
    assert market("forbidden by now") == [(0, 0)]
    assert market("allowed again") == market("later")

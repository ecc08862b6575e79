"""Builds day by day give what a full refresh gives of the same ledger; permission is checked in each build."""

from __future__ import annotations

import pytest

from tests.dbt_project.recorded import RECORDED
from tests.dbt_project.story import Chapter, Record

OF_THE_MARKET = sorted(
    {"by_day", "overview", "skills", "skill_weekly", "duplicates", "lasting", "pay", "life", "as_of"}
)
OF_ONE_BUILD = {"physical", "views", "stale_names", "published_weeks"}
SAME = sorted(RECORDED.keys() - OF_ONE_BUILD)


@pytest.mark.parametrize("table", SAME)
@pytest.mark.parametrize(
    ("before", "anew"), [("fifth day", "recomputed"), ("later", "later anew"), ("old names", "old names anew")]
)
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


def _weeks_of(record: Record, kind: str, name: str) -> dict[str, int]:
    """Return the open listings of a name at the end of each published week and month."""
    return {
        f"{row['period_start']}/{row['period_end']}": row["value"]
        for row in record["snapshots"]
        if row["dimension"].get(kind) == name and row["user_id"] is None and row["metric"] == "active_jobs"
    }


_JULY, _BEFORE, _THEN, _AFTER = (
    "2026-07-01/2026-07-31",
    "2026-07-06/2026-07-12",
    "2026-07-13/2026-07-19",
    "2026-07-27/2026-08-02",
)


def test_published_weeks_follow_a_title_that_changed(chapter: Chapter) -> None:
    def published(name: str, title: str) -> list[int | None]:
        weeks = _weeks_of(chapter(name), "title_group", title)
        return [weeks.get(period) for period in (_BEFORE, _THEN, _AFTER, _JULY)]

    # Two of them are the engineer and the twin of board acme.
    assert published("weeks of one title", "data engineer") == [14, 26, 30, 30]
    assert published("weeks of one title", "platform engineer") == [None] * 4
    assert published("other names", "data engineer") == [14, 20, 24, 24]
    assert published("other names", "platform engineer") == [None, 6, 6, 6]
    # Four are too few to be published, and what was published goes to 0.
    assert published("old names", "data engineer") == [14, 22, 26, 26]
    assert published("old names", "platform engineer") == [None, 0, 0, 0]


def test_published_weeks_follow_a_company_that_was_renamed(chapter: Chapter) -> None:
    def published(name: str, company: str) -> list[int | None]:
        weeks = _weeks_of(chapter(name), "company", company)
        return [weeks.get(period) for period in (_BEFORE, _THEN, _AFTER, _JULY)]

    as_it_was = [12, 24, 28, 28]
    assert published("weeks of one title", "Globex") == as_it_was
    assert published("weeks of one title", "Globex Corporation") == [None] * 4
    assert (published("other names", "Globex"), published("other names", "Globex Corporation")) == ([0] * 4, as_it_was)
    assert (published("old names", "Globex"), published("old names", "Globex Corporation")) == (as_it_was, [0] * 4)


def test_only_stale_names_are_published_again(chapter: Chapter) -> None:
    stale = {(row["dimension"], row["name"], row["since"]) for row in chapter("other names")["stale_names"]}
    assert stale == {
        ("title_group", "data engineer", "2026-07-15"),
        ("title_group", "platform engineer", "2026-07-15"),
        ("workplace", "hybrid", "2026-07-29"),
        ("workplace", "on_site", "2026-07-29"),
        ("company", "Globex", "-infinity"),
        ("company", "Globex Corporation", "-infinity"),
    }
    weeks = chapter("other names")["published_weeks"]
    assert {name for row in weeks for name in row["dimension"].values() if name in _NAMES} == _NAMES
    assert [row for row in weeks if row["dimension"].get("title_group") and row["period_end"] < "2026-07-15"] == []


_NAMES = {"data engineer", "platform engineer", "hybrid", "on_site", "Globex", "Globex Corporation"}


def test_changes_are_cleared_once_they_are_published(chapter: Chapter) -> None:
    assert chapter("other names")["changes"] == chapter("old names")["changes"] == []
    assert chapter("again")["stale_names"] == []

"""What landed arrives in public: what is new, changed, closed, back again, or could not be read."""

from __future__ import annotations

from typing import Any

import pytest

from database.identity import company_id, listing_id, location_id, mint, organization_id
from tests.dbt_project import people
from tests.dbt_project.people import person
from tests.dbt_project.story import Chapter, Record

OPENED = {"engineer", "twin", "analyst", "historic", "advert", *(f"pay{n}" for n in range(1, 6))}


def listings(record: Record) -> dict[str, dict[str, Any]]:
    return {row["external_id"]: row for row in record["listings"]}


def tags(record: Record, external_id: str) -> dict[str, float]:
    return {row["name"]: row["confidence"] for row in record["tags"] if row["external_id"] == external_id}


def test_an_empty_database_builds_to_empty_tables(chapter: Chapter) -> None:
    empty = chapter("empty")
    # Of a market that published nothing yet, all names are stale.
    assert {name for name, rows in empty.items() if rows} == {
        "constraints",
        "known",
        "spine",
        "room",
        "views",
        "stale_names",
    }


def test_a_listing_arrives_with_its_fields_and_its_places(chapter: Chapter) -> None:
    first = chapter("first day")
    engineer = listings(first)["engineer"]
    board = organization_id("ashby", "acme")
    wanted = {
        "id": str(listing_id("ashby", "acme", "engineer")),
        "title": "Data Engineer",
        "description": "We build things.",
        "company_id": str(company_id("acme")),
        "location_id": str(location_id("Berlin, Germany", "Berlin", None, "Germany", None)),
        "ats_organization_id": str(board),
        "cluster_id": str(mint("cluster", str(board), "R1")),
        "is_remote": True,
        "salary_max": 80000,
        "closed_at": None,
        "close_reason": None,
        "ingested_at": "2026-03-01T08:00:00+00:00",
        "created_at": "2026-03-01T08:00:00+00:00",
        "updated_at": "2026-03-01T08:00:00+00:00",
    }
    assert {name: engineer[name] for name in wanted} == wanted
    assert engineer["raw_payload"]["of"] == "engineer"
    assert engineer["dedupe_hash"] in {row["signature_hash"] for row in first["signatures"]}
    assert tags(first, "engineer") == {"Python": 0.9, "SQL": 0.9}


def test_postings_of_one_requisition_are_one_cluster_and_others_their_own(chapter: Chapter) -> None:
    found = listings(chapter("first day"))
    assert found["twin"]["cluster_id"] == found["engineer"]["cluster_id"]
    assert found["analyst"]["cluster_id"] == found["analyst"]["id"]


def test_one_company_and_one_place_however_often_they_are_named(chapter: Chapter) -> None:
    first = chapter("first day")
    assert [row["clean_name"] for row in first["companies"]] == ["acme"]
    assert first["companies"][0]["website"] == "https://acme.example"
    assert [row["city"] for row in first["locations"]] == ["Berlin"]


def test_a_listing_that_could_not_be_parsed_waits(chapter: Chapter) -> None:
    waiting = str(listing_id("ashby", "acme", "broken"))
    assert set(listings(chapter("first day"))) == OPENED
    assert waiting in {row["listing_id"] for row in chapter("third day")["pending"]}
    assert set(listings(chapter("fifth day"))) == OPENED | {"broken"}


def test_a_second_build_writes_no_row(chapter: Chapter) -> None:
    assert chapter("again")["physical"] == chapter("first day")["physical"]
    assert chapter("again")["listings"] == chapter("first day")["listings"]


def test_only_changed_rows_are_written(chapter: Chapter) -> None:
    def places(name: str) -> set[str]:
        return {row["place"] for row in chapter(name)["physical"] if row["of"] == "job_listings"}

    # engineer, analyst and twin; of advert nothing could be read
    assert len(places("third day") - places("again")) == 3
    assert len(places("third day")) == len(OPENED)


@pytest.mark.parametrize("name", ["engineer", "twin", "analyst", "historic", "advert"])
def test_identity_and_origin_never_change(chapter: Chapter, name: str) -> None:
    kept = ("id", "external_id", "job_source_id", "ats_organization_id", "ingested_at", "created_at")
    first = listings(chapter("first day"))[name]
    for later in ("third day", "fifth day"):
        now = listings(chapter(later))[name]
        assert {column: now[column] for column in kept} == {column: first[column] for column in kept}


def test_a_listing_that_changed_before_its_first_build_was_first_seen_when_it_opened(chapter: Chapter) -> None:
    listing = listings(chapter("weeks of one title"))["first 11"]
    assert (listing["ingested_at"], listing["url"]) == ("2026-07-01T08:00:00+00:00", "https://globex.example/11")


def test_a_version_that_comes_back_is_as_it_was(chapter: Chapter) -> None:
    was, became, again = (listings(chapter(name))["engineer"] for name in ("first day", "third day", "fifth day"))
    assert became["title"] == "Senior Data Engineer"
    assert became["raw_payload"] != was["raw_payload"]
    assert again == was | {"updated_at": "2026-03-05T08:00:00+00:00"}


def test_a_lost_tag_keeps_its_row_without_confidence(chapter: Chapter) -> None:
    assert tags(chapter("third day"), "engineer") == {"Python": 0.9, "SQL": 0}
    assert tags(chapter("fifth day"), "engineer") == {"Python": 0.9, "SQL": 0.9}
    assert tags(chapter("fifth day"), "analyst") == {"SQL": 0.9}


def test_coordinates_are_filled_once_known_and_then_stay(chapter: Chapter) -> None:
    (before,), (after,), (later,) = (chapter(name)["locations"] for name in ("first day", "third day", "fifth day"))
    assert before["latitude"] is None
    assert (after["latitude"], after["longitude"]) == (52.52, 13.405)
    assert (
        later
        == after
        == before
        | {
            "latitude": 52.52,
            "longitude": 13.405,
            "updated_at": "2026-03-03T08:00:00+00:00",
        }
    )


@pytest.mark.parametrize(
    ("name", "reason", "closed_at"),
    [
        ("historic", "provider_closed", "2026-02-15T00:00:00+00:00"),  # the expiry the provider stated
        ("twin", "provider_closed", "2026-03-02T00:00:00+00:00"),
        ("analyst", "absent", "2026-03-03T08:00:00+00:00"),  # absence is news of the fetch, whatever expiry it stated
        ("engineer", None, None),
    ],
)
def test_a_closed_listing_says_when_and_why(
    chapter: Chapter, name: str, reason: str | None, closed_at: str | None
) -> None:
    found = listings(chapter("third day"))[name]
    assert (found["close_reason"], found["closed_at"]) == (reason, closed_at)


def test_a_reopened_listing_is_open_again(chapter: Chapter) -> None:
    analyst = listings(chapter("fifth day"))["analyst"]
    assert (analyst["closed_at"], analyst["close_reason"]) == (None, None)


def test_a_listing_whose_newest_version_is_unreadable_still_closes(chapter: Chapter) -> None:
    first, advert = listings(chapter("first day"))["advert"], listings(chapter("fifth day"))["advert"]
    assert advert == first | {"closed_at": "2026-03-05T09:00:00+00:00", "close_reason": "absent"}
    assert advert["id"] in {row["listing_id"] for row in chapter("fifth day")["pending"]}


def test_signatures_remember_when_they_were_about(chapter: Chapter) -> None:
    engineer = listings(chapter("fifth day"))["engineer"]
    (signature,) = (
        row for row in chapter("fifth day")["signatures"] if row["signature_hash"] == engineer["dedupe_hash"]
    )
    assert signature["first_seen_at"] == "2026-03-01T08:00:00+00:00"
    assert signature["last_seen_at"] == "2026-03-05T08:00:00+00:00"
    assert signature["company_id"] == str(company_id("acme"))


def test_a_full_refresh_loses_nothing(chapter: Chapter) -> None:
    before, after = chapter("third day"), chapter("recomputed")
    assert after["constraints"] == before["constraints"]
    for table in ("listings", "companies", "locations"):
        assert {row["id"] for row in before[table]} <= {row["id"] for row in after[table]}
    kept = {row["id"] for row in before["snapshots"] if row["user_id"] != person(people.ERASED)}
    assert kept <= {row["id"] for row in after["snapshots"]}
    assert {row["signature_hash"] for row in before["signatures"]} <= {
        row["signature_hash"] for row in after["signatures"]
    }


def test_a_full_refresh_writes_no_unchanged_row(chapter: Chapter) -> None:
    unchanged = {"pay1", "pay2", "pay3", "pay4", "pay5", "twin", "historic"}
    before, after = listings(chapter("third day")), listings(chapter("recomputed"))
    assert {name: after[name] for name in unchanged} == {name: before[name] for name in unchanged}


@pytest.mark.parametrize("name", ["first day", "recomputed"])
def test_tables_that_change_all_over_have_room_on_each_page(chapter: Chapter, name: str) -> None:
    kept = {row["relname"]: row["reloptions"] for row in chapter(name)["room"]}
    assert kept == {table: ["fillfactor=85"] for table in ("int_listing_facts", "int_listing_versions")}

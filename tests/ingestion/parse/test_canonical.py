"""Test the canonical listing as a whole: its columns, its rejections, and that nothing is invented."""

from __future__ import annotations

import pytest

from database.identity import company_id, location_id
from ingestion.parse.canonical import PARSER_VERSION, parse_postings
from ingestion.parse.schema import OUTPUT_SCHEMA, RejectedVersion, build_input
from tests.ingestion.parse.parsing import parse_listing, parse_listings


def test_a_posting_without_a_title_is_refused_with_its_reason() -> None:
    batch = build_input(
        ["a", "b", "c"], ["1", "2", "3"], ["x"] * 3, [None] * 3, [{}, {"title": "Cook"}, {"title": " \x00 "}]
    )
    parsed, rejected = parse_postings(batch)
    assert parsed["listing_id"].to_list() == ["b"]
    assert rejected == [RejectedVersion("a", "1", "no title"), RejectedVersion("c", "3", "no title")]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_columns_never_vary(count: int) -> None:
    batch = build_input(["a"] * count, ["1"] * count, ["x"] * count, [None] * count, [{"title": "Cook"}] * count)
    parsed, _ = parse_postings(batch)
    assert parsed.schema == OUTPUT_SCHEMA
    assert parsed.height == count


def test_unknown_stays_null() -> None:
    filled_names = {name for name, value in parse_listing({"title": "Cook"}).items() if value is not None}
    assert filled_names == {
        "listing_id",
        "payload_hash",
        "parser_version",
        "title",
        "signature_title",
        "tags",
    }


def test_what_the_provider_words_wrongly_is_not_taken_for_something() -> None:
    nonsense = "¯\\_(ツ)_/¯"
    listing = parse_listing(
        {
            "employment": nonsense,
            "workplace": nonsense,
            "level": nonsense,
            "currency": nonsense,
            "salary_period": nonsense,
            "salary_text": nonsense,
            "language": nonsense,
            "posted_at": nonsense,
            "places": [{"country": nonsense}],
        }
    )
    null_names = (
        "employment_type",
        "workplace_type",
        "experience_level",
        "currency",
        "salary_period",
        "language",
        "posted_at",
    )
    assert [listing[name] for name in (*null_names, "country", "city", "salary_min")] == [None] * 10


def test_identities_are_the_database_s() -> None:
    listing = parse_listing({"company": "Acme Inc.", "places": [{"text": "Remote - Berlin"}]})
    assert listing["company_id"] == str(company_id("acme"))
    assert listing["location_id"] == str(location_id("Remote - Berlin", "Berlin", "Berlin", "Germany", is_remote=True))


def test_a_remote_job_without_a_place_has_a_location() -> None:
    listing = parse_listing({"workplace": "remote"})
    assert listing["location_id"] == str(location_id(None, None, None, None, is_remote=True))


def test_a_listing_does_not_depend_on_its_neighbours() -> None:
    cook_posting = {
        "title": "Cook",
        "company": "Acme",
        "places": [{"text": "Berlin"}],
        "text": "Salary: €30,000 - €40,000",
    }
    nurse_posting = {"title": "Senior Nurse (Remote)", "html": "<p>Python</p>", "categories": ["Care"]}
    single, neighboured = parse_listings(cook_posting)[0], parse_listings(nurse_posting, cook_posting, nurse_posting)[1]  # type: ignore[arg-type]
    assert {**neighboured, "listing_id": "0"} == single


def test_every_row_tells_the_parser_s_version() -> None:
    assert parse_listing({})["parser_version"] == PARSER_VERSION


def test_half_a_surrogate_pair_does_not_stop_the_batch() -> None:
    listing = parse_listings({"title": "Cook \ud83d", "places": [{"text": "Ber\udc00lin"}]}, {"title": "Waiter"})
    assert [row["title"] for row in listing] == ["Cook ?", "Waiter"]


def test_absurd_lengths_are_cut_instead_of_stopping_the_batch() -> None:
    listing = parse_listing({"html": "<ul><li>" * 100_000 + "end", "places": [{"text": "Berlin " * 5_000}]})
    assert listing["description"] is None
    assert listing["country"] is None

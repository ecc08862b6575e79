"""The canonical listing as a whole: its columns, its refusals, and that nothing is invented."""

from __future__ import annotations

import pytest

from database.identity import company_id, location_id
from ingestion.parse.canonical import PARSER_VERSION, canonical
from ingestion.parse.schema import OUTPUT, ParseRejected, frame
from tests.ingestion.parse.listing import listing, listings


def test_a_posting_without_a_title_is_refused_with_its_reason() -> None:
    batch = frame(["a", "b", "c"], ["1", "2", "3"], ["x"] * 3, [None] * 3, [{}, {"title": "Cook"}, {"title": " \x00 "}])
    parsed, refused = canonical(batch)
    assert parsed["listing_id"].to_list() == ["b"]
    assert refused == [ParseRejected("a", "1", "no title"), ParseRejected("c", "3", "no title")]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_columns_never_vary(count: int) -> None:
    batch = frame(["a"] * count, ["1"] * count, ["x"] * count, [None] * count, [{"title": "Cook"}] * count)
    parsed, _ = canonical(batch)
    assert parsed.schema == OUTPUT
    assert parsed.height == count


def test_unknown_stays_null() -> None:
    known = {name for name, value in listing({"title": "Cook"}).items() if value is not None}
    assert known == {
        "listing_id", "payload_hash", "parser_version", "title", "signature_title", "tags",
    }  # fmt: skip


def test_what_the_provider_words_wrongly_is_not_taken_for_something() -> None:
    junk = "¯\\_(ツ)_/¯"
    found = listing(
        {
            "employment": junk,
            "workplace": junk,
            "level": junk,
            "currency": junk,
            "salary_period": junk,
            "salary_text": junk,
            "language": junk,
            "posted_at": junk,
            "places": [{"country": junk}],
        }
    )
    silent = (
        "employment_type",
        "workplace_type",
        "experience_level",
        "currency",
        "salary_period",
        "language",
        "posted_at",
    )
    assert [found[name] for name in (*silent, "country", "city", "salary_min")] == [None] * 10


def test_identities_are_the_database_s() -> None:
    found = listing({"company": "Acme Inc.", "places": [{"text": "Remote - Berlin"}]})
    assert found["company_id"] == str(company_id("acme"))
    assert found["location_id"] == str(location_id("Remote - Berlin", "Berlin", "Berlin", "Germany", is_remote=True))


def test_a_remote_job_without_a_place_has_a_location() -> None:
    found = listing({"workplace": "remote"})
    assert found["location_id"] == str(location_id(None, None, None, None, is_remote=True))


def test_a_listing_does_not_depend_on_its_neighbours() -> None:
    cook = {"title": "Cook", "company": "Acme", "places": [{"text": "Berlin"}], "text": "Salary: €30,000 - €40,000"}
    other = {"title": "Senior Nurse (Remote)", "html": "<p>Python</p>", "categories": ["Care"]}
    alone, among = listings(cook)[0], listings(other, cook, other)[1]  # type: ignore[arg-type]
    assert {**among, "listing_id": "0"} == alone


def test_every_row_tells_the_parser_s_version() -> None:
    assert listing({})["parser_version"] == PARSER_VERSION


def test_half_a_surrogate_pair_does_not_stop_the_batch() -> None:
    found = listings({"title": "Cook \ud83d", "places": [{"text": "Ber\udc00lin"}]}, {"title": "Waiter"})
    assert [row["title"] for row in found] == ["Cook ?", "Waiter"]


def test_absurd_lengths_are_cut_instead_of_stopping_the_batch() -> None:
    found = listing({"html": "<ul><li>" * 100_000 + "end", "places": [{"text": "Berlin " * 5_000}]})
    assert found["description"] is None
    assert found["country"] is None

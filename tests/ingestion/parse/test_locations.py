"""Test where a job is, from the ways employers write it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingestion.postings import PostingPlace
from tests.ingestion.parse.parsing import parse_listing

BERLIN = ("Berlin", "Berlin", "Germany")
NEW_YORK = ("New York City", "New York", "United States")


def parse_place(*places: PostingPlace) -> tuple[str | None, str | None, str | None]:
    listing = parse_listing({"places": list(places)})
    return listing["city"], listing["region"], listing["country"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("London, UK", ("London", "England", "United Kingdom")),
        ("Berlin", BERLIN),
        ("Berlin, Berlin, Germany", BERLIN),
        ("Germany, Berlin", BERLIN),
        ("Hybrid - Berlin", BERLIN),
        ("Berlin-Hybrid", BERLIN),
        ("München", ("Munich", "Bavaria", "Germany")),
        ("New York, NY", NEW_YORK),
        ("NYC office", NEW_YORK),
        ("USA - New York", NEW_YORK),
        ("San Francisco, CA; New York, NY", ("San Francisco", "California", "United States")),
        ("Raleigh, NC / New York, NY / Remote", ("Raleigh", "North Carolina", "United States")),
        ("SF or NYC", ("San Francisco", "California", "United States")),
        ("Toronto, CA", ("Toronto", "Ontario", "Canada")),
        ("UK (London - Hybrid)", ("London", "England", "United Kingdom")),
        ("Washington, DC", ("Washington", "District of Columbia", "United States")),
        ("District of Columbia, District of Columbia", ("Washington", "District of Columbia", "United States")),
        ("Savannah, Georgia", ("Savannah", "Georgia", "United States")),
        ("Tbilisi, Georgia", ("Tbilisi", None, "Georgia")),
        ("1 Example Street, Springfield, IL 62701", ("Springfield", "Illinois", "United States")),
        ("12 Sample Ave Phoenixville, PA 19460", ("Phoenixville", "Pennsylvania", "United States")),
        ("Chicago IL", ("Chicago", "Illinois", "United States")),
        ("Singapore", ("Singapore", None, "Singapore")),
        # A town the gazetteer lacks is taken at its region's word.
        ("Altus AFB, Oklahoma", ("Altus AFB", "Oklahoma", "United States")),
        # Of several towns with one name, the one near the city that follows.
        ("Burlington, Boston", ("Burlington", "Massachusetts", "United States")),
        ("Newport, Cincinnati", ("Newport", "Kentucky", "United States")),
        # No city is named.
        ("Remote - US", (None, None, "United States")),
        ("Remote (United States / Canada)", (None, None, "United States")),
        ("Texas (Remote)", (None, "Texas", "United States")),
        ("Bay Area, CA", (None, "California", "United States")),
        ("Deutschland", (None, None, "Germany")),
        ("Acme Poland", (None, None, "Poland")),
    ],
)
def test_a_text_names_its_first_place(text: str, place: tuple[str | None, ...]) -> None:
    assert parse_place({"text": text}) == place


@pytest.mark.parametrize(
    "text",
    ["Remote", "Hybrid", "EMEA", "Worldwide", "Georgia", "Cambridge", "Remote - CA", "Head Office", "Town Hall", "TBD"],
)
def test_what_could_be_several_places_or_none_stays_open(text: str) -> None:
    assert parse_place({"text": text}) == (None, None, None)


def test_a_state_or_a_city_leaves_the_country() -> None:
    assert parse_place({"text": "Washington"}) == (None, None, "United States")


def test_the_provider_s_country_settles_what_the_text_leaves_open() -> None:
    assert parse_place({"text": "Cambridge", "country": "United Kingdom"}) == ("Cambridge", "England", "United Kingdom")
    assert parse_place({"text": "Valencia", "country": "ES"}) == ("Valencia", "Valencian Community", "Spain")


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"city": "austin", "region": "TX", "country": "us"}, ("Austin", "Texas", "United States")),
        ({"city": "Paris", "country": "FR"}, ("Paris", "Île-de-France", "France")),
        ({"city": "Dresden", "region": "Sachsen", "country": "Deutschland"}, ("Dresden", "Saxony", "Germany")),
        ({"city": "Bergen", "region": "Vestland", "country": "Norway"}, ("Bergen", None, "Norway")),
        (
            {"city": "Smallville", "region": "Kansas", "country": "United States"},
            ("Smallville", "Kansas", "United States"),
        ),
        ({"city": "Level 5, 24 Example Street", "country": "Australia"}, (None, None, "Australia")),
        ({"region": "Scotland", "country": "UK"}, (None, "Scotland", "United Kingdom")),
        ({"country": "Atlantis"}, (None, None, None)),
        # Adzuna's German areas lead to the quarter.
        (
            {"text": "Altstadt, Kiel", "city": "Altstadt", "region": "Schleswig-Holstein", "country": "Deutschland"},
            ("Kiel", "Schleswig-Holstein", "Germany"),
        ),
        # The employer's seat as the address, the job's place as the text.
        ({"text": "Hong Kong", "country": "Singapore"}, ("Hong Kong", None, "Hong Kong")),
    ],
)
def test_a_provider_s_parts_are_read(parts: PostingPlace, place: tuple[str | None, ...]) -> None:
    assert parse_place(parts) == place


def test_a_city_brings_coordinates_and_timezone() -> None:
    listing = parse_listing({"places": [{"text": "Berlin"}]})
    assert (round(listing["latitude"]), round(listing["longitude"])) == (53, 13)
    assert listing["location_timezone"] == "Europe/Berlin"


def test_the_provider_s_coordinates_beat_the_gazetteer_s() -> None:
    listing = parse_listing({"places": [{"text": "Berlin", "latitude": 52.4, "longitude": 13.06}]})
    assert (listing["latitude"], listing["longitude"]) == (Decimal("52.400000"), Decimal("13.060000"))


@pytest.mark.parametrize(("latitude", "longitude"), [(0.0, 0.0), (91.0, 0.0), (float("nan"), 1.0), (52.4, None)])
def test_coordinates_that_are_nowhere_are_dropped(latitude: float, longitude: float | None) -> None:
    listing = parse_listing({"places": [{"text": "Remote", "latitude": latitude, "longitude": longitude}]})
    assert (listing["latitude"], listing["longitude"]) == (None, None)


def test_a_timezone_is_given_only_where_the_area_has_one() -> None:
    assert parse_listing({"places": [{"text": "Germany"}]})["location_timezone"] == "Europe/Berlin"
    assert parse_listing({"places": [{"text": "United States"}]})["location_timezone"] is None


def test_the_provider_s_wording_is_kept() -> None:
    assert parse_listing({"places": [{"text": " Remote \u2013  US "}]})["location_raw"] == "Remote \u2013 US"
    assert parse_listing({"places": [{"city": "Paris", "country": "FR"}]})["location_raw"] == "Paris, FR"


def test_no_place_is_no_location() -> None:
    listing = parse_listing({})
    assert (listing["location_id"], listing["location_raw"], listing["country"]) == (None, None, None)

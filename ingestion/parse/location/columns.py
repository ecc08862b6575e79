"""Parse where a job is: city, region, country, coordinates and timezone, from a provider's parts and its location text.

A city is returned only where text and parts leave one reading; what stays open is null.
"""

from __future__ import annotations

import html
import math
import re
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from database.identity import location_id
from ingestion.parse.location.gazetteer import MAX_CODE_LENGTH, Area, fold_name, gazetteer
from ingestion.parse.location.lookup import (
    DISTRICT_PATTERN,
    LARGE_POPULATION,
    choose_city,
    find_areas,
    find_cities,
    is_plausible_town,
    lies_within,
    resolve_area,
)
from ingestion.parse.location.text import LocationReading, NamedPlace, read_places


class ResolvedLocation(NamedTuple):
    """A place as staging.listings has it: English names of region and country, degrees, IANA timezone."""

    city: str | None = None
    region: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    timezone: str | None = None
    country_code: str | None = None


UNKNOWN_LOCATION = ResolvedLocation()
EMPTY_READING = LocationReading((), ())
MAX_LATITUDE, MAX_LONGITUDE = 90, 180
CONTROL_CHARACTERS_PATTERN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
LOCATION_COLUMNS: dict[str, Any] = {
    "location_raw": pl.String,
    "city": pl.String,
    "region": pl.String,
    "country": pl.String,
    "latitude": pl.Float64,
    "longitude": pl.Float64,
    "location_timezone": pl.String,
    "country_code": pl.String,
    "signature_location": pl.String,
}


@lru_cache(maxsize=100_000)
def resolve_location(
    text: str | None, city: str | None, region: str | None, country: str | None
) -> tuple[ResolvedLocation, tuple[str, ...]]:
    """Return the first place of a posting, and every place it names: each written out, and the words that name none.

    The parts go first. A text that names a place in another country than the parts beats them: employers enter their
    headquarters as the address and write the job's place into the text.
    """
    area = _resolve_stated_area(country, region)
    text_places, unread_words = read_places(text, area.country if area else None) if text else EMPTY_READING
    first_place = _find_stated_city(city, area) or (NamedPlace(area) if area else None)
    if text_places and (first_place is None or not _are_parts_as_precise(first_place, text_places[0])):
        first_place = text_places[0]
    if first_place is None:
        return UNKNOWN_LOCATION, unread_words
    other_places = [
        place
        for place in text_places
        if not lies_within(first_place.area, place.area) and not lies_within(place.area, first_place.area)
    ]
    location = _build_location(first_place, region)
    return location, tuple(
        dict.fromkeys(
            [
                _spell_location(location),
                *(_spell_location(_build_location(place)) for place in other_places),
                *unread_words,
            ]
        )
    )


def _are_parts_as_precise(stated_place: NamedPlace, text_place: NamedPlace) -> bool:
    """Return whether the parts say at least as much as the text: same country, and a city or no city in the text
    either.

    A bare name in the parts gives way to a known city in the text: the text reads "quarter, city".
    """
    if not lies_within(text_place.area, Area(stated_place.area.country)):
        return False
    if stated_place.town and text_place.city:
        return not lies_within(text_place.area, stated_place.area)
    return bool(stated_place.city or stated_place.town) or not (
        text_place.city or text_place.town or text_place.area.region
    )


def _resolve_stated_area(country: str | None, region: str | None) -> Area | None:
    """Return the area of the provider's country and region; a region alone only where one country has it."""
    countries = [place for place in _find_areas_by_name_or_code(country) if place.region is None]
    if not countries:
        return resolve_area([_find_areas_by_name_or_code(country)]) if country else None
    country_area = countries[0]
    if not region:
        return country_area
    coded_region = gazetteer().region_codes.get((country_area.country, region.strip().upper()))
    regions = (
        [coded_region]
        if coded_region
        else [
            place for place in _find_areas_by_name_or_code(region) if lies_within(place, country_area) and place.region
        ]
    )
    if not regions and (city := choose_city(fold_name(region), find_cities(region), country_area)):
        return city.area  # a city's name as the region, as in "London"
    return regions[0] if regions else country_area


def _find_areas_by_name_or_code(name: str | None) -> list[Area]:
    if not name or not (name := name.strip(" .,")):
        return []
    return find_areas(name) or (find_areas(name.upper()) if len(name) <= MAX_CODE_LENGTH else [])


def _find_stated_city(name: str | None, area: Area | None) -> NamedPlace | None:
    """Return the city that the provider's parts name: the gazetteer's where it has it, else the bare name."""
    if not name or DISTRICT_PATTERN.search(name) or not (name := name.split(",")[0].split("(")[0].strip()):
        return None
    cities = find_cities(name)
    if city := choose_city(fold_name(name), cities, area):
        return NamedPlace(city.area, city)
    if (
        area
        and area.region
        and (city := choose_city(fold_name(name), cities, Area(area.country)))
        and city.population >= LARGE_POPULATION
    ):
        return NamedPlace(city.area, city)
    if area is None or not is_plausible_town(name) or find_areas(name):
        return None
    return NamedPlace(area, town=name)


def _build_location(place: NamedPlace, region: str | None = None) -> ResolvedLocation:
    index, area = gazetteer(), place.area
    city = place.city
    stated_region = region.strip() if region and not area.region and is_plausible_town(region.strip()) else None
    if stated_region and (
        find_areas(stated_region)
        or any(other_area.country == area.country and other_area.region for other_area in index.area_names)
    ):
        stated_region = None
    timezone = city.timezone if city else index.timezones.get(area) or index.timezones.get(Area(area.country))
    return ResolvedLocation(
        city.name if city else place.town,
        index.area_names.get(area, stated_region) if area.region else stated_region,
        index.area_names[Area(area.country)],
        city.latitude if city else None,
        city.longitude if city else None,
        timezone,
        area.country,
    )


def _spell_location(location: ResolvedLocation) -> str:
    return ", ".join(part for part in location[:3] if part)


def parse_locations(batch: pl.DataFrame) -> pl.DataFrame:
    """Return location_raw … location_timezone of the first place, and signature_location of all of them.

    A provider's coordinates beat the gazetteer's, which are the city's centre.
    """
    rows = [_build_row(places or []) for places in batch.get_column("places").to_list()]
    return pl.DataFrame(rows, schema=LOCATION_COLUMNS, orient="row")


def _build_row(places: list[dict[str, Any]]) -> tuple[Any, ...]:
    stated_places = [place for place in places if place]
    if not stated_places:
        return (None,) * len(LOCATION_COLUMNS)
    first_location = UNKNOWN_LOCATION
    place_names: list[str] = []
    for number, place in enumerate(stated_places):
        location, names = resolve_location(
            *(_clean_line(place[part]) for part in ("text", "city", "region", "country"))
        )
        place_names += names
        first_location = first_location if number else location
    latitude, longitude = stated_places[0]["latitude"], stated_places[0]["longitude"]
    if is_on_earth(latitude, longitude):
        first_location = first_location._replace(latitude=latitude, longitude=longitude)
    return _join_raw_text(stated_places[0]), *first_location, "; ".join(sorted(set(place_names))) or None


def _clean_line(value: str | None) -> str | None:
    """Return one line without control characters; None when nothing is left."""
    return " ".join(CONTROL_CHARACTERS_PATTERN.sub(" ", html.unescape(value)).split()) or None if value else None


def _join_raw_text(place: dict[str, Any]) -> str | None:
    """Return the provider's own words for a place, its parts joined where it gives no text."""
    if text := _clean_line(place["text"]):
        return text
    parts = [part for part in (_clean_line(place[name]) for name in ("city", "region", "country")) if part]
    return ", ".join(dict.fromkeys(parts)) or None


def is_on_earth(latitude: float | None, longitude: float | None) -> bool:
    """Return whether the two are a point on Earth; 0, 0 is how providers write "none"."""
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return False
    return math.isfinite(latitude + longitude) and abs(latitude) <= MAX_LATITUDE and abs(longitude) <= MAX_LONGITUDE


def build_location_ids(batch: pl.DataFrame) -> pl.DataFrame:
    """Return location_id; null where no place is stated and the job is not known to be remote."""
    parts = ["location_raw", "city", "region", "country", "is_remote"]
    ids = [str(_build_location_id(*row)) if any(row) else None for row in batch.select(parts).iter_rows()]
    return pl.DataFrame({"location_id": ids}, schema={"location_id": pl.String})


@lru_cache(maxsize=100_000)
def _build_location_id(raw_text: str, city: str, region: str, country: str, is_remote: bool) -> str:  # noqa: FBT001 - a natural key's part
    return str(location_id(raw_text, city, region, country, is_remote))

"""Where a job is: city, region, country, coordinates and timezone, from a provider's parts and its location text.

A city is named only where text and parts leave one reading; what stays open is null.
"""

from __future__ import annotations

import html
import math
import re
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from database.identity import location_id
from ingestion.parse.atlas import DISTRICT, LARGE, areas_of, choose, cities_of, narrowed, plausible, within
from ingestion.parse.gazetteer import LONGEST_CODE, Area, fold, gazetteer
from ingestion.parse.places import Found, Reading, places


class Location(NamedTuple):
    """A place as staging.listings has it: English names of region and country, degrees, IANA timezone."""

    city: str | None = None
    region: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    timezone: str | None = None
    country_code: str | None = None


NOWHERE = Location()
NOTHING = Reading((), ())
POLE, DATE_LINE = 90, 180
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
COLUMNS: dict[str, Any] = {
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
def located(
    text: str | None, city: str | None, region: str | None, country: str | None
) -> tuple[Location, tuple[str, ...]]:
    """The first place of a posting, and all it says of its places: each spelled, and the words that name none.

    The parts go first. A text that names a place in another country than the parts beats them: employers fill in
    their seat as the address and write the job's place into the text.
    """
    area = _area(country, region)
    named, unread = places(text, area.country if area else None) if text else NOTHING
    first = _of_parts(city, area) or (Found(area) if area else None)
    if named and (first is None or not _adds_nothing(first, named[0])):
        first = named[0]
    if first is None:
        return NOWHERE, unread
    rest = [place for place in named if not within(first.area, place.area) and not within(place.area, first.area)]
    shown = _shown(first, region)
    return shown, tuple(dict.fromkeys([_spelled(shown), *(_spelled(_shown(place)) for place in rest), *unread]))


def _adds_nothing(first: Found, named: Found) -> bool:
    """Whether the parts say at least as much as the text: same country, and a city or no city in the text either.

    A bare name in the parts gives way to a known city in the text: the text reads "quarter, city".
    """
    if not within(named.area, Area(first.area.country)):
        return False
    if first.town and named.city:
        return not within(named.area, first.area)
    return bool(first.city or first.town) or not (named.city or named.town or named.area.region)


def _area(country: str | None, region: str | None) -> Area | None:
    """The area that the provider's country and region name; a region alone only where one country has it."""
    countries = [place for place in _readings(country) if place.region is None]
    if not countries:
        return narrowed([_readings(country)]) if country else None
    home = countries[0]
    if not region:
        return home
    code = gazetteer().own_codes.get((home.country, region.strip().upper()))
    inside = [code] if code else [place for place in _readings(region) if within(place, home) and place.region]
    if not inside and (city := choose(fold(region), cities_of(region), home)):
        return city.area  # a city's name as the region, as in "London"
    return inside[0] if inside else home


def _readings(name: str | None) -> list[Area]:
    if not name or not (name := name.strip(" .,")):
        return []
    return areas_of(name) or (areas_of(name.upper()) if len(name) <= LONGEST_CODE else [])


def _of_parts(name: str | None, area: Area | None) -> Found | None:
    """The city that the provider's parts name: the gazetteer's where it is there, else the bare name."""
    if not name or DISTRICT.search(name) or not (name := name.split(",")[0].split("(")[0].strip()):
        return None
    cities = cities_of(name)
    if city := choose(fold(name), cities, area):
        return Found(city.area, city)
    if area and area.region and (city := choose(fold(name), cities, Area(area.country))) and city.population >= LARGE:
        return Found(city.area, city)
    if area is None or not plausible(name) or areas_of(name):
        return None
    return Found(area, town=name)


def _shown(found: Found, region: str | None = None) -> Location:
    known, area = gazetteer(), found.area
    place = found.city
    own = region.strip() if region and not area.region and plausible(region.strip()) else None
    if own and (areas_of(own) or any(part.country == area.country and part.region for part in known.names)):
        own = None
    timezone = place.timezone if place else known.zones.get(area) or known.zones.get(Area(area.country))
    return Location(
        place.name if place else found.town,
        known.names.get(area, own) if area.region else own,
        known.names[Area(area.country)],
        place.latitude if place else None,
        place.longitude if place else None,
        timezone,
        area.country,
    )


def _spelled(location: Location) -> str:
    return ", ".join(part for part in location[:3] if part)


def columns(batch: pl.DataFrame) -> pl.DataFrame:
    """Columns location_raw … location_timezone of the first place, and signature_location of all of them.

    A provider's coordinates beat the gazetteer's, which are the city's centre.
    """
    rows = [_row(places or []) for places in batch.get_column("places").to_list()]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _row(given: list[dict[str, Any]]) -> tuple[Any, ...]:
    stated = [place for place in given if place]
    if not stated:
        return (None,) * len(COLUMNS)
    first = NOWHERE
    spelled: list[str] = []
    for number, place in enumerate(stated):
        location, names = located(*(_line(place[part]) for part in ("text", "city", "region", "country")))
        spelled += names
        first = first if number else location
    latitude, longitude = stated[0]["latitude"], stated[0]["longitude"]
    if on_earth(latitude, longitude):
        first = first._replace(latitude=latitude, longitude=longitude)
    return _raw(stated[0]), *first, "; ".join(sorted(set(spelled))) or None


def _line(value: str | None) -> str | None:
    """One line without control characters; null when nothing is left."""
    return " ".join(UNPRINTABLE.sub(" ", html.unescape(value)).split()) or None if value else None


def _raw(place: dict[str, Any]) -> str | None:
    """The provider's own wording of a place, its parts joined where it gives no text."""
    if text := _line(place["text"]):
        return text
    parts = [part for part in (_line(place[name]) for name in ("city", "region", "country")) if part]
    return ", ".join(dict.fromkeys(parts)) or None


def on_earth(latitude: float | None, longitude: float | None) -> bool:
    """Whether the two are a point on Earth; 0, 0 is how providers write "none"."""
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return False
    return math.isfinite(latitude + longitude) and abs(latitude) <= POLE and abs(longitude) <= DATE_LINE


def identity(batch: pl.DataFrame) -> pl.DataFrame:
    """Column location_id; null where no place is stated and the job is not known to be remote."""
    parts = ["location_raw", "city", "region", "country", "is_remote"]
    ids = [str(_identity(*row)) if any(row) else None for row in batch.select(parts).iter_rows()]
    return pl.DataFrame({"location_id": ids}, schema={"location_id": pl.String})


@lru_cache(maxsize=100_000)
def _identity(raw: str, city: str, region: str, country: str, is_remote: bool) -> str:  # noqa: FBT001 - a natural key's part
    return str(location_id(raw, city, region, country, is_remote))

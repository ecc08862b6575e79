"""Where a job is: city, region, country, coordinates and timezone, from a provider's parts and its location text.

A city is named only where text and parts leave one reading; what stays open is null.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from ingestion.parse.gazetteer import Area, City, fold, gazetteer
from ingestion.parse.places import LARGE, Found, areas_of, choose, cities_of, narrowed, places, plausible, within


class Location(NamedTuple):
    """A place as staging.listings has it: English names of region and country, degrees, IANA timezone."""

    city: str | None = None
    region: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    timezone: str | None = None


NOWHERE = Location()


@lru_cache(maxsize=100_000)
def located(
    text: str | None, city: str | None, region: str | None, country: str | None
) -> tuple[Location, tuple[str, ...]]:
    """The first place of a posting, and every place it names, spelled "city, region, country".

    The parts go first. A text that names a place in another country than the parts beats them: employers fill in
    their seat as the address and write the job's place into the text.
    """
    area = _area(country, region)
    named = places(text, area.country if area else None) if text else []
    first = _of_parts(city, area) or (Found(area) if area else None)
    if named and (first is None or not _adds_nothing(first, named[0])):
        first = named[0]
    if first is None:
        return NOWHERE, ()
    rest = [place for place in named if not within(first.area, place.area) and not within(place.area, first.area)]
    shown = _shown(first, region)
    return shown, tuple(dict.fromkeys(_spelled(one) for one in (shown, *(_shown(place) for place in rest))))


def _adds_nothing(first: Found, named: Found) -> bool:
    """Whether the parts say at least as much as the text: same country, and a city or no city in the text either."""
    if not within(named.area, Area(first.area.country)):
        return False
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
    inside = [code] if code else [place for place in _readings(region) if within(place, home)]
    return inside[0] if inside and inside[0].region else home


def _readings(name: str | None) -> list[Area]:
    if not name or not (name := name.strip(" .,")):
        return []
    return areas_of(name) or (areas_of(name.upper()) if len(name) <= 3 else [])


def _of_parts(name: str | None, area: Area | None) -> Found | None:
    """The city that the provider's parts name: the gazetteer's where it is there, else the bare name."""
    if not name or not (name := name.split(",")[0].split("(")[0].strip()):
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
    place: City | None = found.city
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
    )


def _spelled(location: Location) -> str:
    return ", ".join(part for part in location[:3] if part)


def coordinates(latitude: float | None, longitude: float | None) -> bool:
    """Whether the two are a point on Earth; 0, 0 is how providers write "none"."""
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return False
    return math.isfinite(latitude + longitude) and abs(latitude) <= 90 and abs(longitude) <= 180


__all__ = ["NOWHERE", "Location", "coordinates", "fold", "located"]

"""Find what one name may mean on the map, and choose which of its meanings is meant. No splitting of text into
names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from ingestion.parse.location.gazetteer import MAX_CODE_LENGTH, Area, GazetteerCity, fold_name, gazetteer
from ingestion.vocabulary import load_vocabulary

DOMINANCE_FACTOR = 3.0
MIN_POPULATION_WITHOUT_HINT = 15_000
LARGE_POPULATION = 100_000
MAX_NAME_WORDS = 4
MIN_TOWN_LENGTH = 3
KILOMETRES_PER_DEGREE = 111.2
# Countries whose two letters often stand where a state's code could.
AMBIGUOUS_COUNTRY_CODES = frozenset({"AR", "CA", "CO", "DE", "ID", "IL", "IN", "NL"})
CODES_AFTER_TOWN = frozenset({"DE", "IN", "NL"})
DISTRICT_PATTERN = re.compile(r"\(Kreis\)|\bLandkreis\b", re.IGNORECASE)


def find_areas(text: str) -> list[Area]:
    """Return countries and regions with this name or, in capitals, this code."""
    index, code = gazetteer(), text.replace(".", "")
    if len(code) <= MAX_CODE_LENGTH and code.isupper():
        return index.codes.get(code, [])
    return index.areas.get(fold_name(text), [])


def find_cities(text: str) -> list[GazetteerCity]:
    """Return cities with this name in any country; none for the name of a quarter."""
    index, name = gazetteer(), fold_name(text)
    return [] if name in index.quarter_names else index.cities.get(name, [])


def lies_within(place: Area, area: Area) -> bool:
    """Return whether `place` is `area` or a region of it."""
    return place.country == area.country and area.region in (None, place.region)


def pick_narrower_area(area: Area, other: Area) -> Area | None:
    """Return the area that lies in the other; None where neither does."""
    if lies_within(area, other):
        return area
    return other if lies_within(other, area) else None


def resolve_area(hints: Sequence[Sequence[Area]], country: str | None = None) -> Area | None:
    """Return the one area that the hints, each a list of readings, mean together; None where they leave two
    countries.
    """
    candidates: list[Area] = []
    for hint in hints:
        if not candidates:
            candidates = list(hint)
            continue
        agreeing_areas = [
            narrower_area for area in candidates for other in hint if (narrower_area := pick_narrower_area(area, other))
        ]
        if not agreeing_areas:
            break
        candidates = agreeing_areas
    candidates = [area for area in candidates if area.country == country] or candidates
    if len({area.country for area in candidates}) != 1:
        return None
    return candidates[0] if len(set(candidates)) == 1 else Area(candidates[0].country)


def choose_city(name: str, cities: Sequence[GazetteerCity], area: Area | None) -> GazetteerCity | None:
    """Return the city meant, of several called `name` (folded): the only one, or the one far larger than the others;
    else None.

    Inside a region the largest is meant. Elsewhere it must have DOMINANCE_FACTOR times the population of the next
    region's, and without any hint MIN_POPULATION_WITHOUT_HINT people. A city that has this name only in another
    language counts for a tenth.
    """
    candidates = sorted(
        (city for city in cities if not area or lies_within(city.area, area)), key=_get_population, reverse=True
    )
    if not candidates:
        return None
    largest_city = candidates[0]
    if (area and area.region) or (name in gazetteer().nicknames and largest_city.population >= LARGE_POPULATION):
        return largest_city
    is_local_name = fold_name(largest_city.name) == name
    rival_populations = [
        city.population if fold_name(city.name) == name or not is_local_name else city.population / 10
        for city in candidates
        if city.area != largest_city.area
    ]
    min_population = max(rival_populations, default=0) * DOMINANCE_FACTOR
    return (
        largest_city
        if largest_city.population >= (min_population if area else max(min_population, MIN_POPULATION_WITHOUT_HINT))
        else None
    )


def prefer_states(areas: Sequence[Area], ambiguous_countries: frozenset[str]) -> Sequence[Area]:
    """Return only the states among a code's readings: "MS" is Mississippi, not Montserrat. Return all of them beside a
    doubtful country.
    """
    if any(area.region is None and area.country in ambiguous_countries for area in areas):
        return areas
    return [area for area in areas if area.region] or areas


def is_plausible_town(text: str) -> bool:
    """Return whether an unknown name may be a town's."""
    name = fold_name(text)
    has_town_shape = len(name) >= MIN_TOWN_LENGTH and len(name.split()) <= MAX_NAME_WORDS and text[:1].isupper()
    return (
        has_town_shape
        and name not in gazetteer().non_city_names
        and not _compile_non_town_pattern().search(text.lower())
    )


def distance_km(city: GazetteerCity, other: GazetteerCity) -> float:
    """Return the kilometres between two cities, accurate enough for a few dozen."""
    km_north = (city.latitude - other.latitude) * KILOMETRES_PER_DEGREE
    km_east = (city.longitude - other.longitude) * KILOMETRES_PER_DEGREE * math.cos(math.radians(city.latitude))
    return math.hypot(km_north, km_east)


def _get_population(city: GazetteerCity) -> int:
    return city.population


@cache
def _compile_non_town_pattern() -> re.Pattern[str]:
    alternatives = "|".join(load_vocabulary("places")["wording"]["no_town"])
    return re.compile(rf"[^\w\s.'\u2019-]|\d|\b(?:{alternatives})\b")

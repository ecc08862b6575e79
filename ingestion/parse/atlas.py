"""What one name may mean on the map, and which of its meanings is meant. No splitting of text into names."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from ingestion.parse.gazetteer import LONGEST_CODE, Area, City, fold, gazetteer, vocabulary

DOMINANT = 3.0
ALONE_FROM = 15_000
LARGE = 100_000
LONGEST_NAME = 4
SHORTEST_NAME = 3
KILOMETRES_PER_DEGREE = 111.2
# Countries whose two letters are often written where a state's could stand.
OFTEN_CODED = frozenset({"AR", "CA", "CO", "DE", "ID", "IL", "IN", "NL"})
CODED_AFTER_TOWN = frozenset({"DE", "IN", "NL"})
DISTRICT = re.compile(r"\(Kreis\)|\bLandkreis\b", re.IGNORECASE)


def areas_of(text: str) -> list[Area]:
    """Countries and regions with this name or, in capitals, this code."""
    known, code = gazetteer(), text.replace(".", "")
    if len(code) <= LONGEST_CODE and code.isupper():
        return known.codes.get(code, [])
    return known.areas.get(fold(text), [])


def cities_of(text: str) -> list[City]:
    """Cities with this name, whatever their country; none for a quarter's name."""
    known, name = gazetteer(), fold(text)
    return [] if name in known.quarters else known.cities.get(name, [])


def within(place: Area, area: Area) -> bool:
    """Whether `place` is `area` or a region of it."""
    return place.country == area.country and area.region in (None, place.region)


def narrower(one: Area, other: Area) -> Area | None:
    """The one that lies in the other; None where neither does."""
    if within(one, other):
        return one
    return other if within(other, one) else None


def narrowed(hints: Sequence[Sequence[Area]], country: str | None = None) -> Area | None:
    """The one area that the hints, each a list of readings, mean together; None where they leave two countries."""
    pool: list[Area] = []
    for hint in hints:
        if not pool:
            pool = list(hint)
            continue
        both = [narrow for one in pool for other in hint if (narrow := narrower(one, other))]
        if not both:
            break
        pool = both
    pool = [area for area in pool if area.country == country] or pool
    if len({area.country for area in pool}) != 1:
        return None
    return pool[0] if len(set(pool)) == 1 else Area(pool[0].country)


def choose(name: str, cities: Sequence[City], area: Area | None) -> City | None:
    """The city meant, of several called `name` (folded): the only one, or the one that dwarfs the others; else None.

    Inside a region the largest is meant. Elsewhere it must have DOMINANT times the people of the next region's, and
    without any hint ALONE_FROM people. A city that is called so only in another language counts for a tenth.
    """
    pool = sorted((city for city in cities if not area or within(city.area, area)), key=_people, reverse=True)
    if not pool:
        return None
    first = pool[0]
    if (area and area.region) or (name in gazetteer().nicknames and first.population >= LARGE):
        return first
    own = fold(first.name) == name
    rivals = [
        city.population if fold(city.name) == name or not own else city.population / 10
        for city in pool
        if city.area != first.area
    ]
    needed = max(rivals, default=0) * DOMINANT
    return first if first.population >= (needed if area else max(needed, ALONE_FROM)) else None


def states_first(areas: Sequence[Area], doubtful: frozenset[str]) -> Sequence[Area]:
    """Of a code's readings the states: "MS" is Mississippi, not Montserrat. All of them beside a doubtful country."""
    if any(area.region is None and area.country in doubtful for area in areas):
        return areas
    return [area for area in areas if area.region] or areas


def plausible(text: str) -> bool:
    """Whether an unknown name may be a town's."""
    name = fold(text)
    fits = len(name) >= SHORTEST_NAME and len(name.split()) <= LONGEST_NAME and text[:1].isupper()
    return fits and name not in gazetteer().no_city and not _no_town().search(text.lower())


def distance(one: City, other: City) -> float:
    """Kilometres between two cities, good enough for a few dozen."""
    north = (one.latitude - other.latitude) * KILOMETRES_PER_DEGREE
    east = (one.longitude - other.longitude) * KILOMETRES_PER_DEGREE * math.cos(math.radians(one.latitude))
    return math.hypot(north, east)


def _people(city: City) -> int:
    return city.population


@cache
def _no_town() -> re.Pattern[str]:
    words = "|".join(vocabulary("places")["wording"]["no_town"])
    return re.compile(rf"[^\w\s.'\u2019-]|\d|\b(?:{words})\b")

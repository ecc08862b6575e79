"""The places an advertisement's location text names, in its order: "London, UK", "Remote - US", "SF; New York, NY".

Reads wording only; how text and a provider's parts make one location is decided in `location`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingestion.parse.atlas import (
    CODED_AFTER_TOWN,
    DISTRICT,
    LONGEST_NAME,
    OFTEN_CODED,
    choose,
    cities_of,
    distance,
    narrowed,
    narrower,
    plausible,
    states_first,
    within,
)
from ingestion.parse.gazetteer import CODED, Area, City, fold, gazetteer
from ingestion.parse.place_tokens import Token, agrees, segments

AHEAD = 4
SUBURB = 40.0
OWN_SHARE = 0.15
CITY_STATES = frozenset({"SG", "HK", "MC", "GI", "SM"})
COUNTY = re.compile(r"\bcounty\b", re.IGNORECASE)
STREET = re.compile(r"\d|\b(?:street|avenue|road|blvd|drive)\b", re.IGNORECASE)


class Found(NamedTuple):
    """A place named in a text: a city of the gazetteer, a town by its bare name, or only an area."""

    area: Area
    city: City | None = None
    town: str | None = None


class Reading(NamedTuple):
    """All places of a text in its order, and the words of it that name none of them."""

    places: tuple[Found, ...]
    unread: tuple[str, ...]


def places(text: str, country: str | None = None) -> Reading:
    """Read a text, within `country` (ISO code) where that leaves a reading."""
    found: list[Found] = []
    unread: list[str] = []
    for tokens in segments(text):
        named = _walk(tokens, country)
        towns = {place.town for place in named}
        unread += [
            token.text for token in tokens if not named or not (token.areas or token.cities or token.text in towns)
        ]
        found += named
    return Reading(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(unread)))


def _walk(tokens: Sequence[Token], country: str | None) -> list[Found]:
    found: list[Found] = []
    pending: list[Sequence[Area]] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if _is_city(tokens, position):
            hints, position = _hints(tokens, position)
            place = _city(_quarter_of(token, tokens[position:], hints, country), hints, pending, country)
        elif token.areas:
            pending.append(_on_its_own(token))
            place, position = None, position + 1
        else:
            position += 1
            place = _unknown(token, tokens, position, country)
        if place and COUNTY.search(place.town or ""):
            pending.append([place.area])
        elif place:
            found.append(place)
    if not found and pending and (area := _area_alone(tokens, pending, country)):
        found.append(Found(area))
    return found


def _unknown(token: Token, tokens: Sequence[Token], following: int, country: str | None) -> Found | None:
    """A name the gazetteer lacks, before its region or district: "Altus AFB, Oklahoma", an address, a county."""
    after = tokens[following] if following < len(tokens) else Token("", [], [])
    areas = [city.area for city in after.cities] if DISTRICT.search(after.text) else after.areas
    if not any(area.region for area in areas) or _is_city(tokens, following):
        return None
    area = narrowed([states_first(areas, CODED_AFTER_TOWN)], country)
    if not area or not area.region:
        return None
    if city := _at_the_end(token.text, area):
        return Found(area, city)
    return Found(area, town=token.text) if plausible(token.text) or COUNTY.search(token.text) else None


def _at_the_end(address: str, area: Area) -> City | None:
    """The city that ends a street address written without a comma before it."""
    words = address.split()
    if not STREET.search(address):
        return None
    tails = (" ".join(words[-size:]) for size in range(min(LONGEST_NAME, len(words)), 0, -1))
    return next((city for tail in tails if (city := choose(fold(tail), cities_of(tail), area))), None)


def _quarter_of(token: Token, rest: Sequence[Token], hints: Sequence[Sequence[Area]], country: str | None) -> Token:
    """Of "Weilheim, Tübingen" the Weilheim near Tübingen, and where none is near, Tübingen.

    The second only within a known country and for exactly two names: "London, Yerevan, Chicago" is a list.
    """
    if hints or not rest or not rest[0].cities or (rest[0].areas and not DISTRICT.search(rest[0].text)):
        return token
    larger = [city for city in rest[0].cities if country in (None, city.area.country)]
    near = [city for city in token.cities if any(distance(city, other) < SUBURB for other in larger)]
    if near:
        return token._replace(cities=near)
    most = max((city.population for city in token.cities if city.area.country == country), default=0)
    if (
        country
        and len(rest) == 1
        and not DISTRICT.search(rest[0].text)
        and any(city.population > most for city in larger)
    ):
        return rest[0]._replace(cities=larger)
    return token


def _on_its_own(token: Token) -> Sequence[Area]:
    if fold(token.text) in gazetteer().state_or_city:
        return [Area(area.country) for area in token.areas]
    return states_first(token.areas, OFTEN_CODED) if token.text.isupper() else token.areas


def _area_alone(tokens: Sequence[Token], pending: Sequence[Sequence[Area]], country: str | None) -> Area | None:
    """The area of a text that names no city; a word such as "Victoria" needs a second hint."""
    decided = [token for token in tokens if token.areas and fold(token.text) not in gazetteer().undecided]
    return narrowed(pending, country) if decided or country or len(pending) > 1 else None


def _is_city(tokens: Sequence[Token], position: int) -> bool:
    """Whether a name that is also a region's or a country's means the city: "New York", "Singapore", "Kent, WA"."""
    token = tokens[position]
    following = tokens[position + 1].areas if position + 1 < len(tokens) else []
    if DISTRICT.search(token.text):
        return False
    if fold(token.text) in gazetteer().no_city:
        return any(within(city.area, area) for city in token.cities for area in following if area.region)
    if not token.cities or not token.areas:
        return bool(token.cities)
    if following and not any(narrower(one, other) for one in token.areas for other in following):
        abroad = all(one.country != other.country for one in token.areas for other in following if other.region)
        town = abroad and any(area.region for area in following)
        return town or any(within(city.area, area) for city in token.cities for area in following)
    if fold(token.text) in gazetteer().state_or_city or _follows_part(tokens, position):
        return False
    return any(_is_heart(city, area, token.text) for city in token.cities for area in token.areas)


def _follows_part(tokens: Sequence[Token], position: int) -> bool:
    """Whether the name before is no city but a part of this region: "Long Island, New York"."""
    before = tokens[position - 1] if position else None
    if before is None or before.cities:
        return False
    return not before.areas or any(
        narrower(one, other) for one in before.areas if one.region for other in tokens[position].areas
    )


def _is_heart(city: City, area: Area, text: str) -> bool:
    """Whether an area's name means its city first, as with "New York", "Utrecht" and "Singapore", not "Quebec"."""
    if not within(city.area, area) or fold(text) not in {fold(city.name), *gazetteer().nicknames}:
        return False
    if area.region is None:
        return area.country in CITY_STATES
    return area.country not in CODED or city.population >= OWN_SHARE * gazetteer().people[area]


def _hints(tokens: Sequence[Token], position: int) -> tuple[list[list[Area]], int]:
    """The areas that follow a city up to the next place, and where the reading goes on."""
    token = tokens[position]
    hints: list[list[Area]] = []
    end = position + 1
    for ahead in range(position + 1, min(len(tokens), position + AHEAD)):
        other = tokens[ahead]
        if fold(other.text) == fold(token.text) and not other.areas:
            end = ahead + 1
        elif other.areas and (not _is_city(tokens, ahead) or agrees(token, other.areas)):
            hints.append(other.areas)
            end = ahead + 1
            if all(area.region is None for area in other.areas):
                break
        elif other.cities:
            break
    return hints, end


def _city(
    token: Token, hints: Sequence[Sequence[Area]], before: Sequence[Sequence[Area]], country: str | None
) -> Found | None:
    if fold(token.text) in gazetteer().nicknames or any(agrees(token, hint) for hint in hints):
        hints = [hint for hint in hints if agrees(token, hint)]
    if hints and not agrees(token, hints[0]):
        elsewhere = narrowed([states_first(hints[0], CODED_AFTER_TOWN), *hints[1:]], country)
        return Found(elsewhere, town=token.text) if elsewhere and plausible(token.text) else None
    pool = list(token.cities)
    area: Area | None = None
    for hint in [*hints, *reversed(before), *([token.areas] if token.areas else [])]:
        agreeing = [city for city in pool if any(within(city.area, one) for one in hint)]
        if agreeing:
            pool = agreeing
            area = _one([one for one in hint if any(within(city.area, one) for city in agreeing)], area)
    if country and area is None:
        area = Area(country)
    if city := choose(fold(token.text), pool, area):
        return Found(city.area, city)
    return Found(Area(area.country), town=token.text) if area else None


def _one(areas: Sequence[Area], known: Area | None) -> Area | None:
    """The narrower of what was known and what a hint adds; two readings that both fit add nothing."""
    if len(areas) != 1:
        return known
    return areas[0] if known is None else narrower(known, areas[0]) or known

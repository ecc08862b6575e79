"""Read the places a location text names, in its order: "London, UK", "Remote - US", "SF; New York, NY".

Reads the text only; how text and a provider's parts make one location is decided in `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingestion.parse.location.gazetteer import COUNTRIES_WITH_STATE_CODES, Area, GazetteerCity, fold_name, gazetteer
from ingestion.parse.location.lookup import (
    AMBIGUOUS_COUNTRY_CODES,
    CODES_AFTER_TOWN,
    DISTRICT_PATTERN,
    MAX_NAME_WORDS,
    choose_city,
    distance_km,
    find_cities,
    is_plausible_town,
    lies_within,
    pick_narrower_area,
    prefer_states,
    resolve_area,
)
from ingestion.parse.location.tokens import LocationToken, agrees_with_areas, split_places

LOOKAHEAD_TOKENS = 4
MAX_SUBURB_KM = 40.0
MIN_MAIN_CITY_SHARE = 0.15
CITY_STATES = frozenset({"SG", "HK", "MC", "GI", "SM"})
COUNTY_PATTERN = re.compile(r"\bcounty\b", re.IGNORECASE)
STREET_PATTERN = re.compile(r"\d|\b(?:street|avenue|road|blvd|drive)\b", re.IGNORECASE)


class NamedPlace(NamedTuple):
    """A place named in a text: a city of the gazetteer, a town by its bare name, or only an area."""

    area: Area
    city: GazetteerCity | None = None
    town: str | None = None


class LocationReading(NamedTuple):
    """All places of a text in its order, and the words of it that name none of them."""

    places: tuple[NamedPlace, ...]
    unread_words: tuple[str, ...]


def read_places(text: str, country: str | None = None) -> LocationReading:
    """Read a text, within `country` (ISO code) where that leaves a reading."""
    places: list[NamedPlace] = []
    unread_words: list[str] = []
    for tokens in split_places(text):
        segment_places = _read_segment(tokens, country)
        towns = {place.town for place in segment_places}
        unread_words += [
            token.text
            for token in tokens
            if not segment_places or not (token.areas or token.cities or token.text in towns)
        ]
        places += segment_places
    return LocationReading(tuple(dict.fromkeys(places)), tuple(dict.fromkeys(unread_words)))


def _read_segment(tokens: Sequence[LocationToken], country: str | None) -> list[NamedPlace]:
    places: list[NamedPlace] = []
    pending_hints: list[Sequence[Area]] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if _is_city(tokens, position):
            hints, position = _collect_hints(tokens, position)
            place = _resolve_city(
                _resolve_quarter(token, tokens[position:], hints, country), hints, pending_hints, country
            )
        elif token.areas:
            pending_hints.append(_get_area_readings(token))
            place, position = None, position + 1
        else:
            position += 1
            place = _read_unknown_name(token, tokens, position, country)
        if place and COUNTY_PATTERN.search(place.town or ""):
            pending_hints.append([place.area])
        elif place:
            places.append(place)
    if not places and pending_hints and (area := _resolve_area_only(tokens, pending_hints, country)):
        places.append(NamedPlace(area))
    return places


def _read_unknown_name(
    token: LocationToken, tokens: Sequence[LocationToken], next_position: int, country: str | None
) -> NamedPlace | None:
    """Return the place of a name the gazetteer lacks, before its region or district: "Altus AFB, Oklahoma", an address,
    a county.
    """
    next_token = tokens[next_position] if next_position < len(tokens) else LocationToken("", [], [])
    areas = [city.area for city in next_token.cities] if DISTRICT_PATTERN.search(next_token.text) else next_token.areas
    if not any(area.region for area in areas) or _is_city(tokens, next_position):
        return None
    area = resolve_area([prefer_states(areas, CODES_AFTER_TOWN)], country)
    if not area or not area.region:
        return None
    if city := _find_trailing_city(token.text, area):
        return NamedPlace(area, city)
    return (
        NamedPlace(area, town=token.text)
        if is_plausible_town(token.text) or COUNTY_PATTERN.search(token.text)
        else None
    )


def _find_trailing_city(address: str, area: Area) -> GazetteerCity | None:
    """Return the city that ends a street address written without a comma before it."""
    words = address.split()
    if not STREET_PATTERN.search(address):
        return None
    address_tails = (" ".join(words[-size:]) for size in range(min(MAX_NAME_WORDS, len(words)), 0, -1))
    return next(
        (
            city
            for address_tail in address_tails
            if (city := choose_city(fold_name(address_tail), find_cities(address_tail), area))
        ),
        None,
    )


def _resolve_quarter(
    token: LocationToken,
    following_tokens: Sequence[LocationToken],
    hints: Sequence[Sequence[Area]],
    country: str | None,
) -> LocationToken:
    """Return, of "Weilheim, Tübingen", the Weilheim near Tübingen or, where none is near, Tübingen.

    The second only within a known country and for exactly two names: "London, Yerevan, Chicago" is a list.
    """
    if (
        hints
        or not following_tokens
        or not following_tokens[0].cities
        or (following_tokens[0].areas and not DISTRICT_PATTERN.search(following_tokens[0].text))
    ):
        return token
    larger_cities = [city for city in following_tokens[0].cities if country in (None, city.area.country)]
    nearby_cities = [
        city for city in token.cities if any(distance_km(city, other) < MAX_SUBURB_KM for other in larger_cities)
    ]
    if nearby_cities:
        return token._replace(cities=nearby_cities)
    max_population = max((city.population for city in token.cities if city.area.country == country), default=0)
    if (
        country
        and len(following_tokens) == 1
        and not DISTRICT_PATTERN.search(following_tokens[0].text)
        and any(city.population > max_population for city in larger_cities)
    ):
        return following_tokens[0]._replace(cities=larger_cities)
    return token


def _get_area_readings(token: LocationToken) -> Sequence[Area]:
    if fold_name(token.text) in gazetteer().state_or_city_names:
        return [Area(area.country) for area in token.areas]
    return prefer_states(token.areas, AMBIGUOUS_COUNTRY_CODES) if token.text.isupper() else token.areas


def _resolve_area_only(
    tokens: Sequence[LocationToken], hints: Sequence[Sequence[Area]], country: str | None
) -> Area | None:
    """Return the area of a text that names no city; a word such as "Victoria" needs a second hint."""
    unambiguous_tokens = [
        token for token in tokens if token.areas and fold_name(token.text) not in gazetteer().ambiguous_names
    ]
    return resolve_area(hints, country) if unambiguous_tokens or country or len(hints) > 1 else None


def _is_city(tokens: Sequence[LocationToken], position: int) -> bool:
    """Return whether a name that is also a region's or a country's means the city: "New York", "Singapore",
    "Kent, WA".
    """
    token = tokens[position]
    next_areas = tokens[position + 1].areas if position + 1 < len(tokens) else []
    if DISTRICT_PATTERN.search(token.text):
        return False
    if fold_name(token.text) in gazetteer().non_city_names:
        return any(lies_within(city.area, area) for city in token.cities for area in next_areas if area.region)
    if not token.cities or not token.areas:
        return bool(token.cities)
    if next_areas and not any(
        pick_narrower_area(own_area, next_area) for own_area in token.areas for next_area in next_areas
    ):
        are_areas_abroad = all(
            own_area.country != next_area.country
            for own_area in token.areas
            for next_area in next_areas
            if next_area.region
        )
        means_town_abroad = are_areas_abroad and any(area.region for area in next_areas)
        return means_town_abroad or any(lies_within(city.area, area) for city in token.cities for area in next_areas)
    if fold_name(token.text) in gazetteer().state_or_city_names or _follows_region_part(tokens, position):
        return False
    return any(_is_main_city(city, area, token.text) for city in token.cities for area in token.areas)


def _follows_region_part(tokens: Sequence[LocationToken], position: int) -> bool:
    """Return whether the name before is no city but a part of this region: "Long Island, New York"."""
    previous_token = tokens[position - 1] if position else None
    if previous_token is None or previous_token.cities:
        return False
    return not previous_token.areas or any(
        pick_narrower_area(previous_area, area)
        for previous_area in previous_token.areas
        if previous_area.region
        for area in tokens[position].areas
    )


def _is_main_city(city: GazetteerCity, area: Area, text: str) -> bool:
    """Return whether an area's name usually means its city, as with "New York", "Utrecht" and "Singapore", not
    "Quebec".
    """
    if not lies_within(city.area, area) or fold_name(text) not in {fold_name(city.name), *gazetteer().nicknames}:
        return False
    if area.region is None:
        return area.country in CITY_STATES
    return (
        area.country not in COUNTRIES_WITH_STATE_CODES
        or city.population >= MIN_MAIN_CITY_SHARE * gazetteer().populations[area]
    )


def _collect_hints(tokens: Sequence[LocationToken], position: int) -> tuple[list[list[Area]], int]:
    """Return the areas that follow a city up to the next place, and the position where reading continues."""
    token = tokens[position]
    hints: list[list[Area]] = []
    end = position + 1
    for index in range(position + 1, min(len(tokens), position + LOOKAHEAD_TOKENS)):
        other = tokens[index]
        if fold_name(other.text) == fold_name(token.text) and not other.areas:
            end = index + 1
        elif other.areas and (not _is_city(tokens, index) or agrees_with_areas(token, other.areas)):
            hints.append(other.areas)
            end = index + 1
            if all(area.region is None for area in other.areas):
                break
        elif other.cities:
            break
    return hints, end


def _resolve_city(
    token: LocationToken, hints: Sequence[Sequence[Area]], earlier_hints: Sequence[Sequence[Area]], country: str | None
) -> NamedPlace | None:
    if fold_name(token.text) in gazetteer().nicknames or any(agrees_with_areas(token, hint) for hint in hints):
        hints = [hint for hint in hints if agrees_with_areas(token, hint)]
    if hints and not agrees_with_areas(token, hints[0]):
        other_area = resolve_area([prefer_states(hints[0], CODES_AFTER_TOWN), *hints[1:]], country)
        return NamedPlace(other_area, town=token.text) if other_area and is_plausible_town(token.text) else None
    candidates = list(token.cities)
    area: Area | None = None
    for hint in [*hints, *reversed(earlier_hints), *([token.areas] if token.areas else [])]:
        agreeing_cities = [city for city in candidates if any(lies_within(city.area, hint_area) for hint_area in hint)]
        if agreeing_cities:
            candidates = agreeing_cities
            area = _narrow_area(
                [hint_area for hint_area in hint if any(lies_within(city.area, hint_area) for city in agreeing_cities)],
                area,
            )
    if country and area is None:
        area = Area(country)
    if city := choose_city(fold_name(token.text), candidates, area):
        return NamedPlace(city.area, city)
    return NamedPlace(Area(area.country), town=token.text) if area else None


def _narrow_area(areas: Sequence[Area], area_so_far: Area | None) -> Area | None:
    """Return the narrower of the area so far and the one a hint adds; two readings that both fit add nothing."""
    if len(areas) != 1:
        return area_so_far
    return areas[0] if area_so_far is None else pick_narrower_area(area_so_far, areas[0]) or area_so_far

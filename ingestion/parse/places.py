"""The places an advertisement's location text names, in its order: "London, UK", "Remote - US", "SF; New York, NY".

Reads wording only; how text and a provider's parts make one location is decided in `location`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from ingestion.parse.gazetteer import CODED, LONGEST_CODE, Area, City, fold, gazetteer

SEVERAL = re.compile(r"\s*(?:[;|\n/•·]|\s(?:or|OR|oder|ou|and/or)\s)\s*")
COMMA = re.compile(r"\s*,\s*(?![^(]*\))")
TOKENS = re.compile(r"\s*[,()\[\]:–—]\s*|\s+-+\s*|\s*-+\s+|-(?=(?:hybrid|remote|on-?site|in-office)\b)", re.IGNORECASE)
NOISE = re.compile(
    r"\b(?:(?:fully|partially|100 ?%)\s+)?(?:remote(?:ly)?(?:[ -](?:only|eligible|ok|friendly|accepted|available|work|"
    r"possible|opening|position|first|within|from|in|based))*|hybrid(?: (?:in|available|work|remote))?|on-?site|"
    r"in[- ]office|in[- ]person|home[- ]?(?:office|based)|work(?:ing)? from home|wfh|telework|flex(?:ible)?|"
    r"hq|headquarters?|head office|offices?|büro|warehouse|standort|hub|campus|based|only|preferred|required|metro(?:politan)?"
    r"(?: area)?|area|region|greater|downtown|city of|city center|anywhere(?: in)?|within|select locations?|"
    r"in the|within the|across|throughout|the|contiguous|continental|all of|field|multiple locations?|various locations?|locations?|several|cbd|candidates?|opportunity|position|travel)\b",
    re.IGNORECASE,
)
POSTCODE = re.compile(
    r"\b(?:\d{5}-\d{4}|\d{4,6}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b|(?<!\w)[A-Z]-?\d{4,5}\b"
)
AHEAD = 4
ALONE_FROM = 15_000
DOMINANT = 3.0
COUNTY = re.compile(r"\bcounty\b", re.IGNORECASE)
STREET = re.compile(r"\d|\b(?:street|avenue|road|blvd|drive)\b", re.IGNORECASE)
SUBURB = 40.0
LARGE = 100_000
OWN_SHARE = 0.15
CITY_STATES = frozenset({"SG", "HK", "MC", "GI", "SM"})
OFTEN_CODED = frozenset({"AR", "CA", "CO", "DE", "ID", "IL", "IN", "NL"})
CODED_AFTER_TOWN = frozenset({"DE", "IN", "NL"})
LONGEST_NAME = 4
JOINED = re.compile(r"\s(?:&|and|und|et|\+|to)\s")


NOT_IN_A_TOWN = re.compile(
    r"[^\w\s.'’-]|\d|\b(?:county|counties|northern|southern|eastern|western|central|region|area|metro|campus|office|"
    r"store|team|field|sales|territory|remote|hybrid|time ?zone|statewide|multiple|various|state|states|based|street|"
    r"avenue|road|rd|blvd|boulevard|drive|dr|suite|ste|unit|floor|pike|highway|parkway|plaza|lane|building)\b",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A place named in a text: a city of the gazetteer, a town by its bare name, or only an area."""

    area: Area
    city: City | None = None
    town: str | None = None


class Token(NamedTuple):
    """A piece of text and what it may name."""

    text: str
    areas: list[Area]
    cities: list[City]


def places(text: str, country: str | None = None) -> list[Found]:
    """All places of a text, read within `country` (ISO code) where that leaves a reading."""
    found: list[Found] = []
    for segment in SEVERAL.split(text.replace("_", " ")):
        for place in _walk(_tokens(segment), country):
            if place not in found:
                found.append(place)
    return found


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


def choose(name: str, cities: Sequence[City], area: Area | None) -> City | None:
    """The city meant, of several called `name`: the only one, or the one that dwarfs the others; else None.

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


def narrowed(hints: Sequence[Sequence[Area]], country: str | None = None) -> Area | None:
    """The one area that the hints, each a list of readings, mean together; None where they leave two countries."""
    pool: list[Area] = []
    for hint in hints:
        if not pool:
            pool = list(hint)
            continue
        both = [narrow for one in pool for other in hint if (narrow := _narrower(one, other))]
        if not both:
            break
        pool = both
    pool = [area for area in pool if area.country == country] or pool
    if len({area.country for area in pool}) != 1:
        return None
    return pool[0] if len(set(pool)) == 1 else Area(pool[0].country)


def plausible(text: str) -> bool:
    """Whether an unknown name may be a town's."""
    name = fold(text)
    return (
        2 < len(name) and 1 <= len(name.split()) <= LONGEST_NAME and text[:1].isupper()
        and name not in gazetteer().no_city and not NOT_IN_A_TOWN.search(text)
    )  # fmt: skip


def _people(city: City) -> int:
    return city.population


def _narrower(one: Area, other: Area) -> Area | None:
    if within(one, other):
        return one
    return other if within(other, one) else None


def _tokens(segment: str) -> list[Token]:
    tokens: list[Token] = []
    for piece in map(str.strip, COMMA.split(segment)):
        if cities := cities_of(piece):
            tokens.append(Token(piece, areas_of(piece), cities))
            continue
        for part in TOKENS.split(piece):
            tokens += _read(part.strip(" *-–—\t")) if part else []
    return tokens


def _read(piece: str) -> list[Token]:
    """The piece as it stands, else without words of work and postcodes, else taken apart."""
    token = Token(piece, areas_of(piece), cities_of(piece))
    if token.areas or token.cities:
        return [token]
    if fold(piece) in gazetteer().quarters:
        return []
    bare = " ".join(POSTCODE.sub(" ", NOISE.sub(" ", piece)).split()).strip(" .*-–—&+'\"")
    if not bare:
        return []
    token = Token(bare, areas_of(bare), cities_of(bare))
    return [token] if token.areas or token.cities else _apart(bare) or [token]


def _apart(text: str) -> list[Token]:
    """Two names without a comma: "Chicago IL", "US Boston", "Austin & Dallas"; empty where that gives no sense."""
    if len(listed := JOINED.split(text)) > 1:
        return [token for part in listed for token in _read(part)]
    words = text.split() if " " in text else text.split("-")
    for size in range(min(LONGEST_NAME, len(words) - 1), 0, -1):
        head, tail = " ".join(words[:-size]), " ".join(words[-size:])
        if areas := areas_of(tail):
            before = _read(head)
            if before and _agrees(before[0], areas):
                return [*before, Token(tail, areas, [])]
        head, tail = " ".join(words[:size]), " ".join(words[size:])
        if areas := areas_of(head):
            after = _read(tail)
            if after and (after[0].areas or _agrees(after[0], areas)):
                return [Token(head, areas, []), *after]
    return []


def _agrees(token: Token, areas: Sequence[Area]) -> bool:
    own = [*token.areas, *(city.area for city in token.cities)]
    return any(_narrower(one, area) for one in own for area in areas)


def _walk(tokens: Sequence[Token], country: str | None) -> list[Found]:
    found: list[Found] = []
    pending: list[Sequence[Area]] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if _is_city(tokens, position):
            hints, position = _hints(tokens, position)
            token = _quarter_of(token, tokens[position:], hints, country)
            place = _city(token, hints, pending, country)
            found += [place] if place else []
        elif token.areas:
            pending.append(_on_its_own(token))
            position += 1
        else:
            position += 1
            following = tokens[position].areas if position < len(tokens) else []
            if not any(area.region for area in following) or _is_city(tokens, position):
                continue
            area = narrowed([_states_first(following, CODED_AFTER_TOWN)], country)
            if area and area.region and (city := _at_the_end(token.text, area)):
                found.append(Found(area, city))
            elif area and area.region and plausible(token.text):
                found.append(Found(area, town=token.text))
            elif area and COUNTY.search(token.text):
                pending.append([area])
    if not found and pending and (area := _area_alone(tokens, pending, country)):
        found.append(Found(area))
    return found


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
    if hints or not rest or not rest[0].cities or rest[0].areas:
        return token
    larger = [city for city in rest[0].cities if country in (None, city.area.country)]
    near = [city for city in token.cities if any(_distance(city, other) < SUBURB for other in larger)]
    if near:
        return token._replace(cities=near)
    most = max((city.population for city in token.cities if city.area.country == country), default=0)
    if country and len(rest) == 1 and any(city.population > most for city in larger):
        return rest[0]._replace(cities=larger)
    return token


def _distance(one: City, other: City) -> float:
    """Kilometres between two cities, good enough for a few dozen."""
    north = (one.latitude - other.latitude) * 111.2
    east = (one.longitude - other.longitude) * 111.2 * math.cos(math.radians(one.latitude))
    return math.hypot(north, east)


def _states_first(areas: Sequence[Area], doubtful: frozenset[str]) -> Sequence[Area]:
    """Of a code's readings the states: "MS" is Mississippi, not Montserrat; all where a doubtful country is among them."""
    if any(area.region is None and area.country in doubtful for area in areas):
        return areas
    return [area for area in areas if area.region] or areas


def _on_its_own(token: Token) -> Sequence[Area]:
    if fold(token.text) in gazetteer().state_or_city:
        return [Area(area.country) for area in token.areas]
    return _states_first(token.areas, OFTEN_CODED) if token.text.isupper() else token.areas


def _area_alone(tokens: Sequence[Token], pending: Sequence[Sequence[Area]], country: str | None) -> Area | None:
    """The area of a text that names no city; a word such as "Victoria" needs a second hint."""
    decided = [token for token in tokens if token.areas and fold(token.text) not in gazetteer().undecided]
    return narrowed(pending, country) if decided or country or len(pending) > 1 else None


def _is_city(tokens: Sequence[Token], position: int) -> bool:
    """Whether a name that is also a region's or a country's means the city: "New York", "Singapore", "Kent, WA"."""
    token = tokens[position]
    following = tokens[position + 1].areas if position + 1 < len(tokens) else []
    if fold(token.text) in gazetteer().no_city:
        return any(within(city.area, area) for city in token.cities for area in following if area.region)
    if not token.cities or not token.areas:
        return bool(token.cities)
    if following and not any(_narrower(one, other) for one in token.areas for other in following):
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
        _narrower(one, other) for one in before.areas if one.region for other in tokens[position].areas
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
        elif other.areas and (not _is_city(tokens, ahead) or _agrees(token, other.areas)):
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
    if fold(token.text) in gazetteer().nicknames or any(_agrees(token, hint) for hint in hints):
        hints = [hint for hint in hints if _agrees(token, hint)]
    if hints and not _agrees(token, hints[0]):
        area = narrowed([_states_first(hints[0], CODED_AFTER_TOWN), *hints[1:]], country)
        return Found(area, town=token.text) if area and plausible(token.text) else None
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
    return areas[0] if known is None else _narrower(known, areas[0]) or known

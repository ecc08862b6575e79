"""A location text taken apart into names: at commas, brackets and dashes, without postcodes and words of work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ingestion.parse.atlas import DISTRICT, LONGEST_NAME, areas_of, cities_of, narrower
from ingestion.parse.gazetteer import Area, City, fold, gazetteer, vocabulary

SEVERAL = re.compile(r"\s*(?:[;|\n/\u2022\u00b7]|\s(?:or|OR|oder|ou|and/or)\s)\s*")
COMMA = re.compile(r"\s*,\s*(?![^(]*\))")
BREAK = re.compile(
    r"\s*[,()\[\]:\u2013\u2014]\s*|\s+-+\s*|\s*-+\s+|-(?=(?:hybrid|remote|on-?site|in-office)\b)", re.IGNORECASE
)
JOINED = re.compile(r"\s(?:&|and|und|et|\+|to)\s")
POSTCODE = re.compile(
    r"\b(?:\d{5}-\d{4}|\d{4,6}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b|(?<!\w)[A-Z]-?\d{4,5}\b"
)
# Real location texts list up to 30 cities; beyond this it is no list of places.
LONGEST, MOST_WORDS = 2_000, 10
EDGE = " \t.*+&'\"-\u2013\u2014"
PREFIXES = frozenset({"new", "old", "little", "north", "south", "east", "west", "upper", "lower", "st", "san", "la"})


class Token(NamedTuple):
    """A piece of text and what it may name."""

    text: str
    areas: list[Area]
    cities: list[City]


def segments(text: str) -> list[list[Token]]:
    """The tokens of each place in a text that lists several."""
    return [_tokens(segment) for segment in SEVERAL.split(text[:LONGEST].replace("_", " "))]


def agrees(token: Token, areas: Sequence[Area]) -> bool:
    """Whether one of the token's readings lies in one of the areas, or holds it."""
    own = [*token.areas, *(city.area for city in token.cities)]
    return any(narrower(one, area) for one in own for area in areas)


def _tokens(segment: str) -> list[Token]:
    tokens: list[Token] = []
    for piece in map(str.strip, COMMA.split(segment)):
        if DISTRICT.search(piece):
            tokens.append(Token(piece, [], cities_of(DISTRICT.sub(" ", piece))))
            continue
        if cities := cities_of(piece):
            tokens.append(Token(piece, areas_of(piece), cities))
            continue
        for part in BREAK.split(piece):
            tokens += _read(part.strip(EDGE.replace(".", ""))) if part else []
    return tokens


def _read(piece: str) -> list[Token]:
    """The piece as it stands, else without words of work and postcodes, else taken apart."""
    token = Token(piece, areas_of(piece), cities_of(piece))
    if token.areas or token.cities:
        return [token]
    if fold(piece) in gazetteer().quarters:
        return []
    bare = " ".join(POSTCODE.sub(" ", _noise().sub(" ", piece)).split()).strip(EDGE)
    if not bare:
        return []
    token = Token(bare, areas_of(bare), cities_of(bare))
    return [token] if token.areas or token.cities else _apart(bare) or [token]


def _apart(text: str) -> list[Token]:
    """Two names without a comma: "Chicago IL", "US Boston", "Austin & Dallas"; empty where that gives no sense."""
    if len(listed := JOINED.split(text)) > 1:
        return [token for part in listed for token in _read(part)]
    words = text.split() if " " in text else text.split("-")
    if len(words) > MOST_WORDS:
        return []
    for size in range(min(LONGEST_NAME, len(words) - 1), 0, -1):
        found = _area_behind(words, size) or _area_before(words, size)
        if found:
            return found
    return []


def _area_behind(words: list[str], size: int) -> list[Token]:
    head, tail = " ".join(words[:-size]), " ".join(words[-size:])
    areas = areas_of(tail)
    before = _read(head) if areas else []
    if before and (agrees(before[0], areas) or _is_a_name(head, areas)):
        return [*before, Token(tail, areas, [])]
    return []


def _area_before(words: list[str], size: int) -> list[Token]:
    head, tail = " ".join(words[:size]), " ".join(words[size:])
    areas = areas_of(head)
    after = _read(tail) if areas else []
    if after and (after[0].areas or agrees(after[0], areas)):
        return [Token(head, areas, []), *after]
    return []


def _is_a_name(head: str, areas: Sequence[Area]) -> bool:
    """Whether one word before a country's name is no part of it, as in "Acme Poland"; "New Poland" may be a place."""
    return " " not in head and fold(head) not in PREFIXES and all(area.region is None for area in areas)


@cache
def _noise() -> re.Pattern[str]:
    words = "|".join(vocabulary("places")["wording"]["no_part_of_a_name"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

"""Split a location text into names: at commas, brackets and dashes, without postcodes and words of work. No choice of
meanings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ingestion.parse.location.gazetteer import Area, GazetteerCity, fold_name, gazetteer
from ingestion.parse.location.lookup import (
    DISTRICT_PATTERN,
    MAX_NAME_WORDS,
    find_areas,
    find_cities,
    pick_narrower_area,
)
from ingestion.vocabulary import load_vocabulary

PLACE_SEPARATOR_PATTERN = re.compile(r"\s*(?:[;|\n/\u2022\u00b7]|\s(?:or|OR|oder|ou|and/or)\s)\s*")
COMMA_PATTERN = re.compile(r"\s*,\s*(?![^(]*\))")
NAME_SEPARATOR_PATTERN = re.compile(
    r"\s*[,()\[\]:\u2013\u2014]\s*|\s+-+\s*|\s*-+\s+|-(?=(?:hybrid|remote|on-?site|in-office)\b)", re.IGNORECASE
)
JOINING_WORD_PATTERN = re.compile(r"\s(?:&|and|und|et|\+|to)\s")
POSTCODE_PATTERN = re.compile(
    r"\b(?:\d{5}-\d{4}|\d{4,6}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})\b|(?<!\w)[A-Z]-?\d{4,5}\b"
)
# Real location texts list up to 30 cities; a longer text is no list of places.
MAX_TEXT_LENGTH, MAX_WORDS = 2_000, 10
EDGE_CHARACTERS = " \t.*+&'\"-\u2013\u2014"
NAME_PREFIXES = frozenset(
    {"new", "old", "little", "north", "south", "east", "west", "upper", "lower", "st", "san", "la"}
)


class LocationToken(NamedTuple):
    """A piece of text and what it may name."""

    text: str
    areas: list[Area]
    cities: list[GazetteerCity]


def split_places(text: str) -> list[list[LocationToken]]:
    """Return the tokens of each place in a text that lists several."""
    return [_tokenize(segment) for segment in PLACE_SEPARATOR_PATTERN.split(text[:MAX_TEXT_LENGTH].replace("_", " "))]


def agrees_with_areas(token: LocationToken, areas: Sequence[Area]) -> bool:
    """Return whether one of the token's readings lies in one of the areas, or contains it."""
    token_areas = [*token.areas, *(city.area for city in token.cities)]
    return any(pick_narrower_area(token_area, area) for token_area in token_areas for area in areas)


def _tokenize(segment: str) -> list[LocationToken]:
    tokens: list[LocationToken] = []
    for comma_part in map(str.strip, COMMA_PATTERN.split(segment)):
        if DISTRICT_PATTERN.search(comma_part):
            tokens.append(LocationToken(comma_part, [], find_cities(DISTRICT_PATTERN.sub(" ", comma_part))))
            continue
        if cities := find_cities(comma_part):
            tokens.append(LocationToken(comma_part, find_areas(comma_part), cities))
            continue
        for name in NAME_SEPARATOR_PATTERN.split(comma_part):
            tokens += _tokenize_piece(name.strip(EDGE_CHARACTERS.replace(".", ""))) if name else []
    return tokens


def _tokenize_piece(piece: str) -> list[LocationToken]:
    """Return the tokens of a piece as it stands, else without words of work and postcodes, else split into names."""
    token = LocationToken(piece, find_areas(piece), find_cities(piece))
    if token.areas or token.cities:
        return [token]
    if fold_name(piece) in gazetteer().quarter_names:
        return []
    cleaned_piece = " ".join(POSTCODE_PATTERN.sub(" ", _compile_noise_pattern().sub(" ", piece)).split()).strip(
        EDGE_CHARACTERS
    )
    if not cleaned_piece:
        return []
    token = LocationToken(cleaned_piece, find_areas(cleaned_piece), find_cities(cleaned_piece))
    return [token] if token.areas or token.cities else _split_names(cleaned_piece) or [token]


def _split_names(text: str) -> list[LocationToken]:
    """Split two names without a comma: "Chicago IL", "US Boston", "Austin & Dallas"; return nothing where that makes no
    sense.
    """
    if len(separate_names := JOINING_WORD_PATTERN.split(text)) > 1:
        return [token for name in separate_names for token in _tokenize_piece(name)]
    words = text.split() if " " in text else text.split("-")
    if len(words) > MAX_WORDS:
        return []
    for size in range(min(MAX_NAME_WORDS, len(words) - 1), 0, -1):
        tokens = _split_trailing_area(words, size) or _split_leading_area(words, size)
        if tokens:
            return tokens
    return []


def _split_trailing_area(words: list[str], size: int) -> list[LocationToken]:
    head, tail = " ".join(words[:-size]), " ".join(words[-size:])
    areas = find_areas(tail)
    tokens_before_area = _tokenize_piece(head) if areas else []
    if tokens_before_area and (agrees_with_areas(tokens_before_area[0], areas) or _is_separate_name(head, areas)):
        return [*tokens_before_area, LocationToken(tail, areas, [])]
    return []


def _split_leading_area(words: list[str], size: int) -> list[LocationToken]:
    head, tail = " ".join(words[:size]), " ".join(words[size:])
    areas = find_areas(head)
    tokens_after_area = _tokenize_piece(tail) if areas else []
    if tokens_after_area and (tokens_after_area[0].areas or agrees_with_areas(tokens_after_area[0], areas)):
        return [LocationToken(head, areas, []), *tokens_after_area]
    return []


def _is_separate_name(head: str, areas: Sequence[Area]) -> bool:
    """Return whether one word before a country's name is no part of it, as in "Acme Poland"; "New Poland" may be a
    place.
    """
    return " " not in head and fold_name(head) not in NAME_PREFIXES and all(area.region is None for area in areas)


@cache
def _compile_noise_pattern() -> re.Pattern[str]:
    alternatives = "|".join(load_vocabulary("places")["wording"]["no_part_of_a_name"])
    return re.compile(rf"\b(?:{alternatives})\b", re.IGNORECASE)

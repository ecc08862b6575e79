"""Companies: an invented name, a home, a size and habits of wording, all derived from the company's key."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sandbox.dice import Dice, Odds
from sandbox.words import names
from sandbox.words.places import COUNTRIES, City

_SECTORS = {
    "greenhouse": Odds((
        ("tech", 24), ("fintech", 11), ("health", 13), ("logistics", 8), ("retail", 8), ("industry", 9), ("science", 7),
        ("hospitality", 5), ("services", 5), ("school", 5), ("building", 3), ("public", 2),
    )),
    "lever": Odds((
        ("tech", 26), ("fintech", 10), ("services", 12), ("health", 10), ("school", 9), ("logistics", 7), ("public", 7),
        ("retail", 6), ("building", 6), ("industry", 4), ("science", 3),
    )),
    "ashby": Odds((
        ("tech", 46), ("fintech", 14), ("science", 10), ("health", 8), ("industry", 6), ("services", 5),
        ("logistics", 4), ("retail", 3), ("hospitality", 2), ("building", 2),
    )),
    "adzuna": Odds((
        ("tech", 8), ("fintech", 6), ("health", 14), ("school", 9), ("logistics", 12), ("retail", 12),
        ("hospitality", 10), ("industry", 9), ("building", 10), ("public", 4), ("services", 5), ("science", 1),
    )),
}  # fmt: skip
_HOMES = Odds((
    ("US", 46), ("GB", 18), ("DE", 13), ("FR", 8), ("CA", 4), ("AU", 3), ("NL", 3), ("IE", 2), ("ES", 2), ("PL", 1),
))  # fmt: skip
CITY_ODDS = {code: Odds((city, city.weight) for city in country.cities) for code, country in COUNTRIES.items()}
_STYLE = {"CA": "US", "IE": "GB", "AU": "GB"}
_WITHOUT_FORM = ("public", "school", "health")
_COINED_SECTORS = ("tech", "fintech", "science")
_WORD_FIRST = re.compile(
    r"^(Klinikum|Landkreis|Stadtwerke|Stadtverwaltung|Spedition|Kanzlei|Stiftung|Clinique|Transports|Résidences|Hôpitaux|"
    r"Institut|Université|Écoles|Crèches|Magasins|Maison|Épicerie|Hôtels|Boulangeries|Banque|Fondation|Université|"
    r"Agglomération|Métropole|Constructions|Industries)$"
)


@dataclass(frozen=True, slots=True)
class Company:
    """A company as its adverts know it: `legal` is the name with its legal form, `key` tells companies apart."""

    key: str
    name: str
    legal: str
    sector: str
    country: str
    home: City
    founded: int
    people: int

    def __hash__(self) -> int:
        return hash(self.key)


def company(seed: int, key: str, provider: str, country: str | None = None, size: int = 20) -> Company:
    """Make up the company that belongs to a key; `size` is about how many positions it has open."""
    dice = Dice(seed, "company", key)
    country = country or dice.weighted(_HOMES)
    sector = dice.weighted(_SECTORS[provider])
    name = _name(dice, sector, country)
    suffix = names.OTHER_SUFFIX.get(country) or dice.pick(names.SUFFIX[country])
    if sector in _WITHOUT_FORM and dice.chance(0.75):
        suffix = ""
    return Company(
        key=f"{seed}-{key}",
        name=name,
        legal=f"{name} {suffix}".strip(),
        sector=sector,
        country=country,
        home=dice.weighted(CITY_ODDS[country]),
        founded=2024 - int(dice.unit() ** 2 * (18 if sector == "tech" else 90)) - 1,
        people=_rounded(size * dice.between(9, 45) + dice.between(6, 40)),
    )


def slug(name: str) -> str:
    """Return a name's ASCII letters and digits in lower case."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def _name(dice: Dice, sector: str, country: str) -> str:
    style = _STYLE.get(country, country)
    word = dice.pick(names.SECTOR_WORDS[style if style in names.STEMS else "GB"][sector])
    if style not in names.STEMS or (sector in _COINED_SECTORS and dice.chance(0.6)):
        stem = dice.pick(names.COINED_HEADS) + dice.pick(names.COINED_TAILS)
    else:
        stem = dice.pick(names.STEMS[style]) + dice.pick(names.ENDS[style])
    if _WORD_FIRST.match(word):
        return f"{word} {stem}"
    return f"{stem} {word}".strip()


def _rounded(people: int) -> int:
    step: int = 10 ** max(0, len(str(people)) - 2)
    return people // step * step

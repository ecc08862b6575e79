"""Make up employers: an invented name, a home, a size, all derived from the employer's key. Knows no jobs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sandbox.seeded_random import SeededRandom, WeightedOptions
from sandbox.vocabulary.catalogue import COUNTRIES, EMPLOYER_WORDS
from sandbox.vocabulary.models import MarketCity

_SECTORS = {provider: WeightedOptions(weights.items()) for provider, weights in EMPLOYER_WORDS.sectors.items()}
_HOME_COUNTRIES = WeightedOptions(EMPLOYER_WORDS.home_countries.items())
CITY_OPTIONS = {
    code: WeightedOptions((city, city.weight) for city in country.cities) for code, country in COUNTRIES.items()
}
# Countries whose company names are made like those of another country.
_NAMING_COUNTRY = {"CA": "US", "IE": "GB", "AU": "GB"}
_SECTORS_WITHOUT_LEGAL_FORM = ("public", "school", "health")
_SECTORS_WITH_INVENTED_NAMES = ("tech", "fintech", "science")


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer. `legal_name` is the name with its legal form; `key` identifies the employer."""

    key: str
    name: str
    legal_name: str
    sector: str
    country: str
    home: MarketCity
    founded_year: int
    headcount: int

    def __hash__(self) -> int:
        return hash(self.key)


def make_employer(seed: int, key: str, provider: str, country: str | None = None, size: int = 20) -> Employer:
    """Make up the employer that belongs to a key. `size` is about the number of its open postings."""
    rng = SeededRandom(seed, "company", key)
    country = country or rng.weighted_choice(_HOME_COUNTRIES)
    sector = rng.weighted_choice(_SECTORS[provider])
    name = _make_name(rng, sector, country)
    legal_form = EMPLOYER_WORDS.only_legal_form.get(country) or rng.choice(EMPLOYER_WORDS.legal_forms[country])
    if sector in _SECTORS_WITHOUT_LEGAL_FORM and rng.chance(0.75):
        legal_form = ""
    return Employer(
        key=f"{seed}-{key}",
        name=name,
        legal_name=f"{name} {legal_form}".strip(),
        sector=sector,
        country=country,
        home=rng.weighted_choice(CITY_OPTIONS[country]),
        founded_year=2024 - int(rng.random() ** 2 * (18 if sector == "tech" else 90)) - 1,
        headcount=_round_headcount(size * rng.randint(9, 45) + rng.randint(6, 40)),
    )


def make_slug(name: str) -> str:
    """Return a name's ASCII letters and digits in lower case."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", ascii_name.lower())


def _make_name(rng: SeededRandom, sector: str, country: str) -> str:
    naming_country = _NAMING_COUNTRY.get(country, country)
    sector_word = rng.choice(
        EMPLOYER_WORDS.sector_words[naming_country if naming_country in EMPLOYER_WORDS.name_stems else "GB"][sector]
    )
    if naming_country not in EMPLOYER_WORDS.name_stems or (sector in _SECTORS_WITH_INVENTED_NAMES and rng.chance(0.6)):
        name_stem = rng.choice(EMPLOYER_WORDS.invented_name_prefixes) + rng.choice(
            EMPLOYER_WORDS.invented_name_suffixes
        )
    else:
        name_stem = rng.choice(EMPLOYER_WORDS.name_stems[naming_country]) + rng.choice(
            EMPLOYER_WORDS.name_endings[naming_country]
        )
    if sector_word in EMPLOYER_WORDS.leading_words:
        return f"{sector_word} {name_stem}"
    return f"{name_stem} {sector_word}".strip()


def _round_headcount(headcount: int) -> int:
    step: int = 10 ** max(0, len(str(headcount)) - 2)
    return headcount // step * step

"""All words together, as the generator looks them up. Rules about their use live in the generator."""

from __future__ import annotations

from sandbox.words.commerce import COMMERCE
from sandbox.words.data import DATA
from sandbox.words.engineering import ENGINEERING
from sandbox.words.english import ENGLISH
from sandbox.words.form import Profession, Wording
from sandbox.words.french import FRENCH
from sandbox.words.french_health import FRENCH_HEALTH
from sandbox.words.french_work import FRENCH_WORK
from sandbox.words.german import GERMAN
from sandbox.words.german_health import GERMAN_HEALTH
from sandbox.words.german_office import GERMAN_OFFICE
from sandbox.words.german_work import GERMAN_WORK
from sandbox.words.health import HEALTH
from sandbox.words.logistics import LOGISTICS
from sandbox.words.money import MONEY
from sandbox.words.office import OFFICE
from sandbox.words.people import PEOPLE
from sandbox.words.phrase_form import Phrases
from sandbox.words.public import PUBLIC
from sandbox.words.sectors import HIRES
from sandbox.words.service import SERVICE
from sandbox.words.software import SOFTWARE
from sandbox.words.trades import TRADES

PROFESSIONS: dict[str, Profession] = (
    SOFTWARE | DATA | HEALTH | PEOPLE | MONEY | COMMERCE | OFFICE | SERVICE | LOGISTICS | TRADES | ENGINEERING | PUBLIC
)
TRANSLATED: dict[str, dict[str, Wording]] = {
    "de": GERMAN_HEALTH | GERMAN_OFFICE | GERMAN_WORK,
    "fr": FRENCH_HEALTH | FRENCH_WORK,
}
PHRASES: dict[str, Phrases] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH}


def _weights(text: str) -> tuple[tuple[str, float], ...]:
    words = text.split()
    return tuple(zip(words[::2], map(float, words[1::2]), strict=True))


# Sector to the professions it hires, each with its weight.
HIRING: dict[str, tuple[tuple[str, float], ...]] = {sector: _weights(text) for sector, text in HIRES.items()}


def wording(profession: Profession, language: str) -> Wording:
    """Return the profession's words in a language; English where there is no translation."""
    return TRANSLATED.get(language, {}).get(profession.key, profession.wording)


def speaks(profession: str, language: str) -> bool:
    """Tell whether a profession's adverts can be written in a language."""
    return language == "en" or profession in TRANSLATED[language]

"""Hold the whole seed vocabulary, read once at import. Rules about its use live with the code that makes the market."""

from __future__ import annotations

from sandbox.vocabulary.models import (
    AdzunaWords,
    EmployerWords,
    FederalWords,
    LanguagePhrases,
    MarketCountry,
    PlaceFile,
    Profession,
    ProfessionFile,
    ProfessionTexts,
    SectorFile,
    TranslationFile,
    Weights,
)
from sandbox.vocabulary.reader import list_files, read_file

PROFESSIONS: dict[str, Profession] = {
    profession.key: profession
    for file in list_files("professions/en")
    for profession in read_file(file, ProfessionFile).professions
}
TRANSLATIONS: dict[str, dict[str, ProfessionTexts]] = {
    language: {
        profession.key: profession.texts
        for file in list_files(f"professions/{language}")
        for profession in read_file(file, TranslationFile).professions
    }
    for language in ("de", "fr")
}
PHRASES: dict[str, LanguagePhrases] = {
    language: read_file(f"phrases/{language}.toml", LanguagePhrases) for language in ("en", "de", "fr")
}
# Sector to the professions it hires, each with its weight.
SECTOR_PROFESSIONS: dict[str, Weights] = read_file("sectors.toml", SectorFile).professions
COUNTRIES: dict[str, MarketCountry] = {
    country.code: country for country in read_file("places.toml", PlaceFile).countries
}
EMPLOYER_WORDS: EmployerWords = read_file("employers.toml", EmployerWords)
FEDERAL_WORDS: FederalWords = read_file("federal.toml", FederalWords)
ADZUNA_WORDS: AdzunaWords = read_file("adzuna.toml", AdzunaWords)


def get_texts_in_language(profession: Profession, language: str) -> ProfessionTexts:
    """Return the profession's texts in a language; the English ones where there is no translation."""
    return TRANSLATIONS.get(language, {}).get(profession.key, profession.texts)


def has_texts(profession: str, language: str) -> bool:
    """Tell whether a profession's job descriptions can be written in a language."""
    return language == "en" or profession in TRANSLATIONS[language]

"""Test that a malformed file of the seed vocabulary is reported with its name and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.vocabulary.models import AdzunaWords, PlaceFile, SectorFile, VariantTexts
from sandbox.vocabulary.reader import WORDS_FOLDER, VocabularyError, read_file

COUNTRY = """
[[countries]]
code = "FR"
name = "France"
currency = "EUR"
language = "fr"
english_variant = "other"
pay_factor_low = 1
pay_factor_high = 0.5
lowest_hourly_pay = 12.1
adzuna_name = "France"
cities = [
    { name = "Paris", region = "Île-de-France", latitude = 48.8, longitude = 2.3, weight = 26, cost_factor = 1.15 },
]
"""


def read_country(folder: Path, text: str) -> PlaceFile:
    (folder / "places.toml").write_text(text, encoding="utf-8")
    return read_file("places.toml", PlaceFile, folder)


def test_a_file_becomes_typed_records(tmp_path: Path) -> None:
    (country,) = read_country(tmp_path, COUNTRY).countries
    assert (country.pay_factor_low, country.pay_factor_high) == (1.0, 0.5)
    assert isinstance(country.pay_factor_low, float)
    assert [(city.name, city.local_name, city.region_code) for city in country.cities] == [("Paris", "Paris", "")]


@pytest.mark.parametrize(
    ("text", "replacement", "message"),
    [
        ('code = "FR"\n', "", r"places\.toml: countries\[0\]\.code is missing"),
        ('code = "FR"', 'code = "FR"\nsize = 3', r"places\.toml: countries\[0\]\.size is not a key"),
        ('code = "FR"', "code = 33", r"places\.toml: countries\[0\]\.code must be a string"),
        ("12.1", '"12.1"', r"places\.toml: countries\[0\]\.lowest_hourly_pay must be a number"),
        ("48.8", "true", r"places\.toml: countries\[0\]\.cities\[0\]\.latitude must be a number"),
        ('region = "Île-de-France", ', "", r"places\.toml: countries\[0\]\.cities\[0\]\.region is missing"),
        ("[[countries]]", "[countries]", r"places\.toml: countries must be an array"),
        ("cities = [", "cities = [[", r"places\.toml: "),
    ],
)
def test_an_error_names_file_and_key(tmp_path: Path, text: str, replacement: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        read_country(tmp_path, COUNTRY.replace(text, replacement))


def test_an_empty_list_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "sectors.toml").write_text("[professions.tech]\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"sectors\.toml: professions\.tech is empty"):
        read_file("sectors.toml", SectorFile, tmp_path)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"adzuna\.toml: "):
        read_file("adzuna.toml", AdzunaWords, tmp_path)


def test_every_file_is_read() -> None:
    read_by_name = {"adzuna.toml", "employers.toml", "federal.toml", "places.toml", "sectors.toml"}
    read_by_folder = {"phrases/de.toml", "phrases/en.toml", "phrases/fr.toml"}
    files = {path.relative_to(WORDS_FOLDER).as_posix() for path in WORDS_FOLDER.rglob("*") if path.is_file()}
    professions = {file for file in files if file.startswith(("professions/en/", "professions/de/", "professions/fr/"))}
    assert files == read_by_name | read_by_folder | professions
    assert all(file.endswith(".toml") for file in professions)


def test_marked_texts_belong_to_one_variant_of_english() -> None:
    texts = VariantTexts(("nurse", "US: RN", "GB: staff nurse"))
    assert (texts["US"], texts["GB"], texts["other"]) == (("nurse", "RN"), ("nurse", "staff nurse"), ("nurse",))
    assert VariantTexts(("US: RN", "GB: staff nurse"))["other"] == ("staff nurse",)

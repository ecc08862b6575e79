"""Tests of the message catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.kit import i18n
from app.kit.i18n import N_, _, ngettext, use_language

GERMAN = b"""
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Save job"
msgstr "Stelle merken"

msgid "{n} job"
msgid_plural "{n} jobs"
msgstr[0] "{n} Stelle"
msgstr[1] "{n} Stellen"
"""


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A German catalogue of two phrases in place of the project's."""
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "jobledger.mo").open("wb") as file:
        write_mo(file, read_po(BytesIO(GERMAN), locale="de"))
    monkeypatch.setattr(i18n, "LOCALE_PATH", tmp_path)
    i18n._load_catalogue.cache_clear()
    yield
    i18n._load_catalogue.cache_clear()


def test_english_phrases_are_drawn_as_they_are_written() -> None:
    assert _("Save job") == "Save job"
    assert ngettext("{n} job", "{n} jobs", 1) == "{n} job"
    assert ngettext("{n} job", "{n} jobs", 0) == "{n} jobs"


@pytest.mark.usefixtures("german")
def test_a_language_is_a_file() -> None:
    with use_language("de"):
        assert _("Save job") == "Stelle merken"
        assert ngettext("{n} job", "{n} jobs", 2).format(n=2) == "2 Stellen"
        assert _("Not in the catalogue") == "Not in the catalogue"
    assert _("Save job") == "Save job"


@pytest.mark.usefixtures("german")
def test_a_constant_is_translated_where_it_is_drawn() -> None:
    label = N_("Save job")
    assert label == "Save job"
    with use_language("de"):
        assert _(label) == "Stelle merken"


def test_a_language_without_a_file_is_refused() -> None:
    with pytest.raises(FileNotFoundError), use_language("xx"):
        pass

"""Translate the phrases people read. Here: the catalogue and the language in use. Not here: any phrase.

`_("…")` translates where a phrase is drawn; `N_("…")` marks a constant that is translated later, where it is drawn.
Phrases are English; a language is one file, `app/locale/LANGUAGE/LC_MESSAGES/jobledger.po`, compiled beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

DOMAIN = "jobledger"
ENGLISH = "en"
LOCALE_PATH = Path(__file__).resolve().parent.parent / "locale"

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def use_language(language: str) -> Iterator[None]:
    """Translate into `language` (such as `de`) inside the block. Raises FileNotFoundError without its catalogue."""
    _load_catalogue(language)
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def _(message: str) -> str:
    """Return the phrase in the language in use; in English it is the phrase itself."""
    return _load_catalogue(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form that fits `count`, in the language in use."""
    return _load_catalogue(_language.get()).ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, which extraction knows
    """Mark a phrase for the catalogue and return it as it is."""
    return message


@cache
def _load_catalogue(language: str) -> NullTranslations:
    if language == ENGLISH:
        return NullTranslations()
    return translation(DOMAIN, LOCALE_PATH, [language])

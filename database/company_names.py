"""Normalised names of employers, by which listings and what people type are compared.

Two different employers must never get the same name.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

FORMS = Path(__file__).with_name("legal_forms.toml")
DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
APOSTROPHES = re.compile("['\u2018\u2019`\u00b4]")
NOT_A_WORD = re.compile(r"[^\w&+#]+|_+")
LONGEST_FORM = 5


def clean_name(name: str) -> str:
    """Return a name in lower case, without punctuation and legal form: "Müller & Söhne GmbH" is "müller and söhne".

    "Group", "Technologies", "Holding" and countries stay, because they distinguish employers. Never empty for a name.
    """
    text = unicodedata.normalize("NFKC", re.sub("[®™©℠]", " ", name))
    text = APOSTROPHES.sub("", text)
    text = DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    text = re.sub(r"(?<=\s)&(?=\s)", "and", text)
    words = NOT_A_WORD.sub(" ", text).split()
    words_without_form = _remove_form(words)
    return " ".join(words_without_form).lower() or " ".join(words).lower() or name.strip().lower()


def _remove_form(words: list[str]) -> list[str]:
    """Return the words before the legal form; at least one word stays."""
    any_case, exact = _forms()
    end = len(words)
    has_form = True
    while has_form:
        has_form = False
        for size in range(min(LONGEST_FORM, end - 1), 0, -1):
            tail = " ".join(words[end - size : end])
            if tail in exact or tail.lower() in any_case:
                end -= size
                has_form = True
                break
    if 1 < end < len(words) and words[end - 1] == "and":
        end -= 1
    return words if words[:end] == ["The"] else words[:end]


@cache
def _forms() -> tuple[frozenset[str], frozenset[str]]:
    forms = tomllib.loads(FORMS.read_text(encoding="utf-8"))
    return frozenset(forms["any_case"]), frozenset(forms["exact"])

"""Normalised names of employers, by which listings and what people type are compared.

Two different employers must never get the same name.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

LEGAL_FORMS_FILE = Path(__file__).with_name("legal_forms.toml")
DOTTED_ABBREVIATION_PATTERN = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
APOSTROPHE_PATTERN = re.compile("['\u2018\u2019`\u00b4]")
NON_WORD_PATTERN = re.compile(r"[^\w&+#]+|_+")
MAX_LEGAL_FORM_WORDS = 5


def clean_name(name: str) -> str:
    """Return a name in lower case, without punctuation and legal form: "Müller & Söhne GmbH" is "müller and söhne".

    "Group", "Technologies", "Holding" and countries stay, because they distinguish employers. Never empty for a name.
    """
    text = unicodedata.normalize("NFKC", re.sub("[®™©℠]", " ", name))
    text = APOSTROPHE_PATTERN.sub("", text)
    text = DOTTED_ABBREVIATION_PATTERN.sub(lambda match: match.group().replace(".", ""), text)
    text = re.sub(r"(?<=\s)&(?=\s)", "and", text)
    words = NON_WORD_PATTERN.sub(" ", text).split()
    words_without_legal_form = _remove_legal_form(words)
    return " ".join(words_without_legal_form).lower() or " ".join(words).lower() or name.strip().lower()


def _remove_legal_form(words: list[str]) -> list[str]:
    """Return the words before the legal form; at least one word stays."""
    any_case_forms, exact_case_forms = _load_legal_forms()
    end = len(words)
    has_legal_form = True
    while has_legal_form:
        has_legal_form = False
        for size in range(min(MAX_LEGAL_FORM_WORDS, end - 1), 0, -1):
            last_words = " ".join(words[end - size : end])
            if last_words in exact_case_forms or last_words.lower() in any_case_forms:
                end -= size
                has_legal_form = True
                break
    if 1 < end < len(words) and words[end - 1] == "and":
        end -= 1
    return words if words[:end] == ["The"] else words[:end]


@cache
def _load_legal_forms() -> tuple[frozenset[str], frozenset[str]]:
    legal_forms = tomllib.loads(LEGAL_FORMS_FILE.read_text(encoding="utf-8"))
    return frozenset(legal_forms["any_case"]), frozenset(legal_forms["exact"])

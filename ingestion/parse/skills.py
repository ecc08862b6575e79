"""Find the skills a text names: one pass of Aho-Corasick over words, against the list in `vocabulary/skills.toml`. No
other tags.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import polars as pl

from ingestion.vocabulary import load_vocabulary

WORD_SEPARATOR_PATTERN = r"[^\p{L}\p{M}\p{N}+#&.]+"
# A dot inside a word stays ("Node.js", ".NET"), one at its end goes.
FULL_STOP_PATTERN = r"\.+(?: |$)"
LIST_JOINING_WORDS = ("", "and ", "or ", "und ", "et ")


class SkillForms(NamedTuple):
    """Spellings with a space at both ends and the skill each names; `exact_case_forms` count only in these capitals."""

    any_case_forms: dict[str, str]
    exact_case_forms: dict[str, str]


def find_skills(text: pl.Expr) -> pl.Expr:
    """Return the names of the skills in a text, each once, in no particular order."""
    forms = skill_forms()
    words = space_words(text)
    return pl.concat_list(
        _match_forms(words.str.to_lowercase(), forms.any_case_forms), _match_forms(words, forms.exact_case_forms)
    ).list.unique()


def space_words(text: pl.Expr) -> pl.Expr:
    """Return the words of a text with one space before, between and after them."""
    words = text.str.replace_all(WORD_SEPARATOR_PATTERN, " ").str.replace_all(FULL_STOP_PATTERN, " ")
    return pl.concat_str(pl.lit(" "), words, pl.lit(" ")).str.replace_all(" {2,}", " ")


@cache
def skill_forms() -> SkillForms:
    """Return all forms, spaced as texts are."""
    sections = dict(load_vocabulary("skills"))
    any_case_forms: dict[str, str] = {}
    exact_case_forms: dict[str, str] = {}
    for word, rule in sections.pop("context").items():
        for form in _build_context_forms(word, rule["beside"], rule["phrases"]):
            exact_case_forms[_space_form(form)] = rule["of"]
    for section in sections.values():
        for entry in section.get("any_case", ()):
            name, *_ = forms = entry.split(" | ")
            any_case_forms |= {_space_form(form.lower()): name for form in forms}
        for entry in section.get("exact", ()):
            name, *_ = forms = entry.split(" | ")
            exact_case_forms |= {_space_form(form): name for form in forms}
    return SkillForms(any_case_forms, exact_case_forms)


def _build_context_forms(word: str, neighbours: list[str], phrases: list[str]) -> list[str]:
    """Return the word next to each neighbour, before or after it, also across "and" and "or"."""
    pairs = [
        pair
        for neighbour in neighbours
        for joining_word in LIST_JOINING_WORDS
        for pair in (f"{neighbour} {joining_word}{word}", f"{word} {joining_word}{neighbour}")
    ]
    return [*phrases, *pairs]


def _space_form(form: str) -> str:
    """Return one form as `space_words` would leave it in a text."""
    words = re.sub(r"[^\w+#&.]+|_", " ", form)
    return " " + " ".join(word.rstrip(".") for word in words.split()) + " "


def _match_forms(words: pl.Expr, forms: dict[str, str]) -> pl.Expr:
    hits = words.str.extract_many(list(forms), overlapping=True)
    return hits.list.eval(pl.element().replace_strict(forms, default=None, return_dtype=pl.String)).list.drop_nulls()

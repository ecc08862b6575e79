"""Skills named in a text: one pass of Aho-Corasick over words, against the list in `vocabulary/skills.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polars as pl

SKILLS = Path(__file__).parent.parent / "vocabulary" / "skills.toml"
BETWEEN = r"[^\p{L}\p{M}\p{N}+#&.]+"
# A dot inside a word stays ("Node.js", ".NET"), one at its end goes.
FULL_STOP = r"\.+(?: |$)"
LIST_WORDS = ("", "and ", "or ", "und ", "et ")


class Vocabulary(NamedTuple):
    """Forms with a space at both ends, and the skill each names; `exact` forms count in these capitals only."""

    any_case: dict[str, str]
    exact: dict[str, str]


def found(text: pl.Expr) -> pl.Expr:
    """The names of the skills in a text, each once, in no particular order."""
    known = vocabulary()
    words = spaced(text)
    return pl.concat_list(_named(words.str.to_lowercase(), known.any_case), _named(words, known.exact)).list.unique()


def spaced(text: pl.Expr) -> pl.Expr:
    """The words of a text with one space before, between and behind them."""
    words = text.str.replace_all(BETWEEN, " ").str.replace_all(FULL_STOP, " ")
    return pl.concat_str(pl.lit(" "), words, pl.lit(" ")).str.replace_all(" {2,}", " ")


@cache
def vocabulary() -> Vocabulary:
    """All forms, spaced as texts are."""
    sections = tomllib.loads(SKILLS.read_text(encoding="utf-8"))
    any_case: dict[str, str] = {}
    exact: dict[str, str] = {}
    for word, rule in sections.pop("context").items():
        for form in _beside(word, rule["beside"], rule["phrases"]):
            exact[_spaced(form)] = rule["of"]
    for section in sections.values():
        for entry in section.get("any_case", ()):
            name, *_ = forms = entry.split(" | ")
            any_case |= {_spaced(form.lower()): name for form in forms}
        for entry in section.get("exact", ()):
            name, *_ = forms = entry.split(" | ")
            exact |= {_spaced(form): name for form in forms}
    return Vocabulary(any_case, exact)


def _beside(word: str, neighbours: list[str], phrases: list[str]) -> list[str]:
    """The word next to each neighbour, before or behind it, also across "and" and "or"."""
    pairs = [
        pair
        for neighbour in neighbours
        for link in LIST_WORDS
        for pair in (f"{neighbour} {link}{word}", f"{word} {link}{neighbour}")
    ]
    return [*phrases, *pairs]


def _spaced(form: str) -> str:
    """One form as `spaced` would leave it in a text."""
    words = re.sub(r"[^\w+#&.]+|_", " ", form)
    return " " + " ".join(word.rstrip(".") for word in words.split()) + " "


def _named(words: pl.Expr, forms: dict[str, str]) -> pl.Expr:
    hits = words.str.extract_many(list(forms), overlapping=True)
    return hits.list.eval(pl.element().replace_strict(forms, default=None, return_dtype=pl.String)).list.drop_nulls()

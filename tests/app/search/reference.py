"""What "this search matches this listing" means, slowly and plainly: one listing, one search, field after field.

PostgreSQL is asked for the lexemes of a text and for nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from app.search.criteria import Criteria
from tests.app.ledger import Job

_PER_YEAR = {"hour": 2080, "day": 260, "week": 52, "month": 12, "year": 1}
_SHORT = {
    "uk": "united kingdom", "gb": "united kingdom", "great britain": "united kingdom",
    "us": "united states", "usa": "united states", "uae": "united arab emirates",
}  # fmt: skip
_SPOKEN = {"de": "german", "fr": "french", "es": "spanish", "it": "italian"}
Lexemes = list[tuple[str, list[int]]]
Reading = tuple[str, dict[str, set[int]]]


@dataclass(frozen=True)
class Term:
    """A word, a phrase or a word's beginning, wanted or not."""

    words: str
    is_unwanted: bool = False
    is_quoted: bool = False
    is_beginning: bool = False

    def __str__(self) -> str:
        written = f'"{self.words}"' if self.is_quoted else self.words
        return ("-" if self.is_unwanted else "") + written + ("*" if self.is_beginning else "")


Branches = Sequence[Sequence[Term]]


def keywords(branches: Branches) -> str:
    """The branches as a person types them."""
    return " or ".join(" ".join(map(str, branch)) for branch in branches)


@dataclass
class Reference:
    """Answers by hand; `connection` is asked for lexemes."""

    connection: psycopg.Connection[Any]

    def matches(self, criteria: Criteria, branches: Branches, job: Job, *, code: str, is_open: bool) -> bool:
        """Whether the search, whose keywords are these branches, matches the job."""
        return (
            is_open
            and self._has_words(criteria, branches, job)
            and _is_there(criteria, job)
            and _pays(criteria, job)
            and _is_among(criteria, job, code)
            and (not criteria.posted_within or job.posted_days_ago <= criteria.posted_within)
            and _can_apply(criteria, job)
        )

    def lexemes(self, text: str, dictionary: str) -> Lexemes:
        """The lexemes of a text and where they are."""
        rows = self.connection.execute("select lexeme, positions from unnest(to_tsvector(%s, %s))", [dictionary, text])
        return [(lexeme, list(positions)) for lexeme, positions in rows]

    def _has_words(self, criteria: Criteria, branches: Branches, job: Job) -> bool:
        readings = [self._reading(job, name) for name in dict.fromkeys(["english", _SPOKEN.get(job.language or "")])]
        if any(self._holds(readings, Term(word, is_quoted=True)) for word in criteria.exclude_words):
            return False
        asking = [
            [term for term in branch if term.is_beginning or self.lexemes(term.words, "english")] for branch in branches
        ]
        asking = [branch for branch in asking if branch]
        return not asking or any(
            all(self._holds(readings, term) != term.is_unwanted for term in branch) for branch in asking
        )

    def _reading(self, job: Job, dictionary: str | None) -> Reading:
        document: dict[str, set[int]] = {}
        if dictionary:
            ahead = 0
            for text in (job.title, job.company or "", " ".join(job.skills), job.text):
                for lexeme, positions in self.lexemes(text, dictionary):
                    document.setdefault(lexeme, set()).update(ahead + position for position in positions)
                ahead = max((position for positions in document.values() for position in positions), default=0)
        return dictionary or "english", document

    def _holds(self, readings: Sequence[Reading], term: Term) -> bool:
        """Whether the term is there in one of the readings; English stop words are not asked for in any."""
        if term.is_beginning:
            beginning = term.words.lower()
            if any(lexeme.startswith(beginning) for _, document in readings for lexeme in document):
                return True
        elif not self.lexemes(term.words, "english"):
            return False
        return any(self._is_in(document, self.lexemes(term.words, name)) for name, document in readings)

    @staticmethod
    def _is_in(document: dict[str, set[int]], phrase: Lexemes) -> bool:
        places = [(lexeme, place) for lexeme, positions in phrase for place in positions]
        starts = {there for positions in document.values() for there in positions}
        first = min((place for _, place in places), default=0)
        return bool(places) and any(
            all(start + place - first in document.get(lexeme, ()) for lexeme, place in places) for start in starts
        )


def words(text: str | None) -> str:
    """The text's words in lower case between single blanks."""
    found = re.findall(r"\w+", (text or "").lower())
    return f" {' '.join(found)} " if found else " "


def place_words(text: str | None) -> str:
    """The same with countries' short forms written out."""
    found = words(text)
    for short, full in _SHORT.items():
        found = found.replace(f" {short} ", f" {full} ")
    return found


def _is_there(criteria: Criteria, job: Job) -> bool:
    there = place_words(" ".join(filter(None, [job.words_of_place, *job.place])))
    parts = [place_words(part) for part in criteria.location.split(",")]
    return (
        all(part in there for part in parts if part.strip())
        and (not criteria.country or criteria.country == job.place[2])
        and (not criteria.remote or job.workplace == "remote")
    )


def _can_apply(criteria: Criteria, job: Job) -> bool:
    if not criteria.apply_within:
        return True
    return job.expires_in_days is not None and 0 <= job.expires_in_days <= criteria.apply_within


def _pays(criteria: Criteria, job: Job) -> bool:
    low, high, currency, period = job.pay
    factor = _PER_YEAR.get(period or "", 0)
    known = [amount * factor for amount in (low, high) if amount is not None and factor]
    least, most = (known[0], known[-1]) if known else (None, None)
    if criteria.salary_min is not None and (most is None or most < criteria.salary_min):
        return False
    if criteria.salary_max is not None and (least is None or least > criteria.salary_max):
        return False
    return not criteria.currency or criteria.currency == currency


def _is_among(criteria: Criteria, job: Job, code: str) -> bool:
    employer = words(job.company)
    wishes = (
        (criteria.workplace, job.workplace),
        (criteria.employment, job.employment),
        (criteria.experience, job.level),
        (criteria.source, code),
    )
    return (
        all(not wanted or value in wanted for wanted, value in wishes)
        and (not criteria.company.strip() or not words(criteria.company).strip() or words(criteria.company) in employer)
        and not any(words(name).strip() and words(name) in employer for name in criteria.exclude_companies)
    )

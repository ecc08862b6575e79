"""What the columns of a file and the stages named in it probably mean. The person decides."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, get_args
from uuid import UUID

from app.applications.imports.dates import Order, orders
from app.applications.imports.reader import Table
from app.applications.records import Source
from app.applications.stages import DEFAULTS, Meaning

Field = Literal[
    "title", "company", "location", "url", "stage", "applied_at", "response_at", "interview_at", "follow_up_at",
    "created_at", "notes", "to_notes", "own_id",
]  # fmt: skip
FIELDS: tuple[Field, ...] = get_args(Field)
DATES: frozenset[Field] = frozenset({"applied_at", "response_at", "interview_at", "follow_up_at", "created_at"})
# Any number of columns may go here; of every other field there is one.
MANY: frozenset[Field] = frozenset({"notes", "to_notes"})
# A column that our list of rejected rows adds.
REASON = "Reason it was not imported"
_WORDS = Path(__file__).with_name("columns.toml")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def columns(table: Table) -> dict[int, Field]:
    """The field each column probably is, by its heading; columns nothing is known of are left out."""
    known = _words("headings")
    wanted: dict[Field, tuple[int, int]] = {}
    found: dict[int, Field] = {}
    for column, heading in enumerate(table.headings):
        field, place = known.get(folded(heading), (None, 0))
        if field is None or field not in FIELDS:
            continue
        if field in MANY:
            found[column] = field
        elif field not in wanted or place < wanted[field][1]:
            wanted[field] = (column, place)
    found |= {column: field for field, (column, _) in wanted.items()}
    if (own := _own_id(table)) is not None:
        found = {column: field for column, field in found.items() if not _is_own_source(table, column)}
        found[own] = "own_id"
    return dict(sorted(found.items()))


def as_id(words: str) -> UUID | None:
    """The id that stands in a cell, if one does."""
    try:
        return UUID(words.strip())
    except ValueError:
        return None


def _own_id(table: Table) -> int | None:
    """The column of ids of an export of ours that lost other columns. New rows have none."""
    named = [column for column, heading in enumerate(table.headings) if heading == "Id"]
    written = [found for column in named for line in table.lines if (found := cell(line.cells, column).strip())]
    return named[0] if len(named) == 1 and written and all(as_id(one) for one in written) else None


def _is_own_source(table: Table, column: int) -> bool:
    """Whether it tells from where our applications came, which is nothing for the notes."""
    ours = {"", *get_args(Source)}
    return table.headings[column] == "Source" and all(cell(line.cells, column) in ours for line in table.lines)


def stage_names(table: Table, fields: Mapping[int, Field]) -> Counter[str]:
    """The different words of the stage column, each with its number of rows."""
    column = next((one for one, field in fields.items() if field == "stage"), None)
    if column is None:
        return Counter()
    return Counter(named for line in table.lines if (named := " ".join(cell(line.cells, column).split())))


def stages(names: Sequence[str], own: Sequence[tuple[str, Meaning]]) -> dict[str, str | None]:
    """For each word of a file the stage of the person's it probably means; None where nothing tells.

    `own` are the stages' names and what each stands for: of the same name, else the first of the same meaning.
    """
    mine = {folded(one): one for one, _ in own}
    means: dict[Meaning, str] = {meaning: one for one, meaning in reversed(own) if meaning}
    guesses = {name: mine.get(folded(name)) or _by_meaning(means, guessed_meaning(name)) for name in names}
    return {name: guess if folded(name) else None for name, guess in guesses.items()}


def _by_meaning(own: Mapping[Meaning, str], meaning: Meaning) -> str | None:
    return own.get(meaning) if meaning else None


def guessed_meaning(name: str) -> Meaning:
    """What a stage of this name probably stands for, in the languages whose words are known."""
    usual = {folded(one): meaning for one, meaning in DEFAULTS}
    known = str(_words("stages").get(folded(name), (name,))[0])
    return usual.get(folded(known))


def date_orders(table: Table, fields: Mapping[int, Field]) -> dict[int, Order | None]:
    """For each column of dates whose order matters, the order it shows; None where the person has to say it."""
    found = {}
    for column, field in fields.items():
        if field in DATES:
            told = orders(cell(line.cells, column) for line in table.lines)
            if told.matters:
                found[column] = told.guess
    return found


def cell(cells: Sequence[str], column: int) -> str:
    """A cell of a row, which may be shorter than the heading."""
    return cells[column] if column < len(cells) else ""


def folded(words: str) -> str:
    """Words as they are compared: lower case, without accents and signs."""
    plain = unicodedata.normalize("NFKD", words.casefold().replace("ø", "o").replace("æ", "ae"))
    return _NOT_A_WORD.sub(" ", "".join(one for one in plain if not unicodedata.combining(one))).strip()


@cache
def _words(part: str) -> dict[str, tuple[Field, int]]:
    """Of each known word what it means and its place in the list, the surest first."""
    lists = tomllib.loads(_WORDS.read_text(encoding="utf-8"))[part]
    return {word: (meaning, place) for meaning, words in lists.items() for place, word in enumerate(words)}

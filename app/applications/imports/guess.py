"""Guess what the columns of a file and the stages named in it mean. The user confirms or corrects every guess."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import get_args
from uuid import UUID

from app.applications.fields import IMPORTED_FIELDS
from app.applications.imports.dates import DateOrder, scan_dates
from app.applications.imports.reader import Table
from app.applications.new_application import Source
from app.applications.stages import DEFAULT_STAGES, Meaning
from app.kit.i18n import N_

# Besides the fields, a column may be added to the notes, or hold the ids of an export of ours.
TO_NOTES_TARGET, EXPORTED_ID_TARGET = "to_notes", "own_id"
TARGET_LABELS = {field.name: field.import_label for field in IMPORTED_FIELDS} | {
    TO_NOTES_TARGET: N_("Add to notes, with its heading"),
    EXPORTED_ID_TARGET: N_("Id from a JobLedger export"),
}
DATE_TARGETS = frozenset(field.name for field in IMPORTED_FIELDS if field.kind == "date")
# Several columns may go here; every other target takes one.
SHARED_TARGETS = frozenset({"notes", TO_NOTES_TARGET})
# The column that our list of rejected rows adds.
REASON_HEADING = "Reason it was not imported"
_VOCABULARY_PATH = Path(__file__).with_name("vocabulary.toml")
_NON_WORD_PATTERN = re.compile(r"[^a-z0-9]+")


def guess_columns(table: Table) -> dict[int, str]:
    """Return the target that each column probably has, by its heading; columns with unknown headings are left out."""
    targets: dict[int, str] = {}
    best: dict[str, tuple[int, int]] = {}
    for column, heading in enumerate(table.headings):
        target, rank = _load_heading_targets().get(fold_text(heading), ("", 0))
        if target in SHARED_TARGETS:
            targets[column] = target
        elif target and (target not in best or rank < best[target][1]):
            best[target] = (column, rank)
    targets |= {column: target for target, (column, _rank) in best.items()}
    id_column = _find_id_column(table)
    if id_column is not None:
        targets = {column: target for column, target in targets.items() if not _is_exported_source(table, column)}
        targets[id_column] = EXPORTED_ID_TARGET
    return dict(sorted(targets.items()))


def parse_id(text: str) -> UUID | None:
    """Return the id in a cell, if there is one."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def _find_id_column(table: Table) -> int | None:
    """Return the column of ids of an export of ours that lost other columns. Rows that were added have no id."""
    columns = [column for column, heading in enumerate(table.headings) if heading == "Id"]
    texts = [text for column in columns for line in table.lines if (text := get_cell(line.cells, column).strip())]
    return columns[0] if len(columns) == 1 and texts and all(parse_id(text) for text in texts) else None


def _is_exported_source(table: Table, column: int) -> bool:
    """Return True for the column in which an export of ours says how an application came; notes need not repeat it."""
    sources = {"", *get_args(Source)}
    return table.headings[column] == "Source" and all(get_cell(line.cells, column) in sources for line in table.lines)


def count_stage_names(table: Table, targets: Mapping[int, str]) -> Counter[str]:
    """Count the rows of each name in the stage column."""
    column = next((column for column, target in targets.items() if target == "stage"), None)
    if column is None:
        return Counter()
    return Counter(name for line in table.lines if (name := " ".join(get_cell(line.cells, column).split())))


def guess_stages(names: Sequence[str], board: Sequence[tuple[str, Meaning]]) -> dict[str, str | None]:
    """Return for each stage name of a file the stage of the board it probably means; None where nothing tells.

    `board` has the name and meaning of each stage. The stage of the same name wins, then the first of the meaning.
    """
    by_name = {fold_text(stage): stage for stage, _meaning in board}
    stage_by_meaning: dict[Meaning, str] = {meaning: stage for stage, meaning in reversed(board) if meaning}
    guesses = {name: by_name.get(fold_text(name)) or stage_by_meaning.get(guess_meaning(name)) for name in names}
    return {name: guess if fold_text(name) else None for name, guess in guesses.items()}


def guess_meaning(name: str) -> Meaning:
    """Return what a stage of this name probably stands for, in the languages of the vocabulary."""
    defaults = {fold_text(stage): meaning for stage, meaning in DEFAULT_STAGES}
    return defaults.get(fold_text(_load_default_stages().get(fold_text(name), name)))


def guess_date_orders(table: Table, targets: Mapping[int, str]) -> dict[int, DateOrder | None]:
    """Return for each ambiguous date column the order its dates show; None where the user has to choose."""
    orders = {}
    for column, target in targets.items():
        if target in DATE_TARGETS:
            counts = scan_dates(get_cell(line.cells, column) for line in table.lines)
            if counts.is_ambiguous:
                orders[column] = counts.guess
    return orders


def get_cell(cells: Sequence[str], column: int) -> str:
    """Return a cell of a row, which may be shorter than the heading."""
    return cells[column] if column < len(cells) else ""


def fold_text(text: str) -> str:
    """Return the text as it is compared: lower case, without accents and signs."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("æ", "ae"))
    unaccented = "".join(character for character in plain if not unicodedata.combining(character))
    return _NON_WORD_PATTERN.sub(" ", unaccented).strip()


@cache
def _load_heading_targets() -> dict[str, tuple[str, int]]:
    """Return the target of each heading, with the heading's rank; the surest heading of a field has rank 0."""
    to_notes: list[str] = _load_vocabulary()["headings"][TO_NOTES_TARGET]
    targets = {heading: (TO_NOTES_TARGET, rank) for rank, heading in enumerate(to_notes)}
    for field in IMPORTED_FIELDS:
        targets |= {heading: (field.name, rank) for rank, heading in enumerate(field.import_headings.split(", "))}
    return targets


@cache
def _load_default_stages() -> dict[str, str]:
    """Return the default stage that each name means."""
    stages: dict[str, list[str]] = _load_vocabulary()["stages"]
    return {name: stage for stage, names in stages.items() for name in names}


@cache
def _load_vocabulary() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_VOCABULARY_PATH.read_text(encoding="utf-8"))

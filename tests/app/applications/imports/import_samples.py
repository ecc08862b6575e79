"""Files of applications for the tests of importing: a seeded one of many rows, good and bad in every way."""
# ruff: noqa: E501 - rows of files are told as they are

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, field

HEADINGS = ("Firma", "Stelle", "Status", "Beworben am", "Antwort", "Link", "Notizen", "Gehalt")
_STATUSES = ("Beworben", "Absage", "Vorstellungsgespräch", "Zusage", "Gemerkt", "Keine Antwort", "")


@dataclass
class Sample:
    """A file, and by their row numbers what is to become of its rows."""

    data: bytes
    good: set[int] = field(default_factory=set)
    twice: set[int] = field(default_factory=set)
    bad: dict[int, str] = field(default_factory=dict)
    blank: int = 0


def sample(rows: int = 10_000, seed: int = 5) -> Sample:
    """A German spreadsheet with semicolons; of each kind of bad row many."""
    chance = random.Random(seed)
    buffer, found = io.StringIO(newline=""), Sample(b"")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(HEADINGS)
    last_good: list[str] = []
    for number in range(2, rows + 2):
        row = [
            f"Bäckerei {number % 900} GmbH", f"Bäcker:in {number}", chance.choice(_STATUSES),
            f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(2019, 2025)}", "",
            f"https://jobs.example/{number}", chance.choice(("", 'Sagte: "bald"; mehr\nZeile zwei', "'=1+1", "fröhlich")), "",
        ]  # fmt: skip
        kind = chance.choices(("good", "twice", "blank", *_SPOILT), (70, 4, 2, *[3] * len(_SPOILT)))[0]
        if kind == "twice" and last_good:
            # The same said in another way: case, blanks, legal form.
            row = [last_good[0].replace(" GmbH", "").upper(), f"  {last_good[1]} ", *last_good[2:]]
            found.twice.add(number)
        elif kind == "blank":
            row = ["", "  "] if number % 2 else []
            found.blank += 1
        elif kind in _SPOILT:
            found.rejected[number] = _SPOILT[kind](row)
        else:
            found.accepted.add(number)
            last_good = row
        writer.writerow(row)
    found.data = buffer.getvalue().encode("cp1252")
    return found


def _set(column: int, value: str, reason: str):  # type: ignore[no-untyped-def]
    def spoil(row: list[str]) -> str:
        row[column] = value
        return reason

    return spoil


def _wide(row: list[str]) -> str:
    row.append("zu viel")
    return "9 cells"


_SPOILT = {
    "no title": _set(1, "  ", "no title"),
    "no date": _set(3, "irgendwann", "not a date"),
    "no such day": _set(3, "31.02.2024", "does not exist"),
    "ahead": _set(3, "01.05.2031", "in the future"),
    "long ago": _set(3, "03.04.0202", "typo"),
    "bad answer": _set(4, "bald", "not a date"),
    "strange stage": _set(2, "Kaffeepause", "No stage was chosen"),
    "long": _set(1, "x" * 400, "400 characters"),
    "much": _set(6, "y" * 10_001, "10,001 characters"),
    "wide": _wide,
}

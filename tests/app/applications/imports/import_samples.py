"""Files of applications for the tests of importing: a seeded one of many rows, good and bad in every way."""

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
    accepted: set[int] = field(default_factory=set)
    repeated: set[int] = field(default_factory=set)
    rejected: dict[int, str] = field(default_factory=dict)
    blank_count: int = 0


def sample(rows: int = 10_000, seed: int = 5) -> Sample:
    """Return a German spreadsheet with semicolons that has many rows of each invalid kind."""
    chance = random.Random(seed)
    buffer, file = io.StringIO(newline=""), Sample(b"")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow(HEADINGS)
    last_accepted: list[str] = []
    for number in range(2, rows + 2):
        row = [
            f"Bäckerei {number % 900} GmbH",
            f"Bäcker:in {number}",
            chance.choice(_STATUSES),
            f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(2019, 2025)}",
            "",
            f"https://jobs.example/{number}",
            chance.choice(("", 'Sagte: "bald"; mehr\nZeile zwei', "'=1+1", "fröhlich")),
            "",
        ]
        kind = chance.choices(("accepted", "repeated", "blank", *_INVALID), (70, 4, 2, *[3] * len(_INVALID)))[0]
        if kind == "repeated" and last_accepted:
            # The same in another spelling: case, blanks, legal form.
            row = [last_accepted[0].replace(" GmbH", "").upper(), f"  {last_accepted[1]} ", *last_accepted[2:]]
            file.repeated.add(number)
        elif kind == "blank":
            row = ["", "  "] if number % 2 else []
            file.blank_count += 1
        elif kind in _INVALID:
            file.rejected[number] = _INVALID[kind](row)
        else:
            file.accepted.add(number)
            last_accepted = row
        writer.writerow(row)
    file.data = buffer.getvalue().encode("cp1252")
    return file


def _set(column: int, value: str, reason: str):  # type: ignore[no-untyped-def]
    def spoil(row: list[str]) -> str:
        row[column] = value
        return reason

    return spoil


def _wide(row: list[str]) -> str:
    row.append("zu viel")
    return "9 cells"


_INVALID = {
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

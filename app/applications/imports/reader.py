"""A file of rows as it was uploaded: its encoding, its delimiter, its cells. What they mean is not decided here."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

MOST_BYTES = 10 * 1024 * 1024
# Of what was exported here: listings as they were seen make it long, files longer.
MOST_OWN_BYTES = 100 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE = 64 * 1024
# A cell of a file of 10 MB may be nearly as long as that.
csv.field_size_limit(MOST_BYTES)


class Unreadable(ValueError):
    """A file that cannot be read as a table; its text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stood in the file. `number` counts rows as spreadsheets do: the heading is row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's heading and its rows that say something. `blank` rows say nothing; `said` is how it was read."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    blank: int
    said: tuple[str, ...]


def read(data: bytes) -> Table:
    """The table of a delimited text file. Raises Unreadable."""
    text, encoding = decoded(data)
    delimiter, text = _delimiter(text)
    rows, is_lenient = _rows(text, delimiter)
    # Blank rows before the heading are part of the numbering a spreadsheet shows.
    filled = [Line(number, cells) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
    if not filled:
        raise Unreadable("This file has no rows. Export your applications as CSV and try that file.")
    heading, *lines = filled
    headings = tuple(" ".join(cell.split()) for cell in heading.cells)
    if len(headings) > MOST_COLUMNS:
        raise Unreadable(
            f"This file has {len(headings)} columns; {MOST_COLUMNS} can be read. Remove some and try again."
        )
    if len(lines) > MOST_ROWS:
        raise Unreadable(
            f"This file has {len(lines):,} rows; {MOST_ROWS:,} can be read at once. Split it and import the parts."
        )
    said = [*encoding, f"Its columns are parted by {DELIMITERS[delimiter]}."]
    if is_lenient:
        said.append("It has quotation marks in unusual places; look at the preview with care.")
    return Table(headings, tuple(lines), len(rows) - heading.number - len(lines), tuple(said))


def decoded(data: bytes, most: int = MOST_BYTES) -> tuple[str, list[str]]:
    """The text, and what is worth saying about how it was read. Raises Unreadable for no text, or too much of it."""
    if len(data) > most:
        raise Unreadable(f"This file is larger than {most // 1024 // 1024} MB. Split it and import the parts.")
    if data.startswith(b"PK\x03\x04"):
        raise Unreadable(
            "This is a spreadsheet or an archive. Save it as CSV in your spreadsheet program and try that."
        )
    text, said = _text(data)
    text = text.removeprefix("\ufeff")
    if "\x00" in text[:_SAMPLE]:
        raise Unreadable("This is not a text file. Export your applications as CSV and try that file.")
    return text.replace("\x00", ""), said


def _text(data: bytes) -> tuple[str, list[str]]:
    wide = _wide(data)
    if wide:
        try:
            return data.decode(wide), ["It is written in UTF-16."]
        except UnicodeDecodeError as broken:
            raise Unreadable("This file ends in the middle of a character. Export it again and try that.") from broken
    try:
        return data.decode(), []
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), ["It is not written in UTF-8; it was read as Windows-1252. Check the accents."]
    except UnicodeDecodeError:
        words = "Its encoding is unknown; it was read as Windows-1252, and \ufffd stands for what could not be read."
        return data.decode("cp1252", "replace"), [words]


def _wide(data: bytes) -> str | None:
    """The kind of UTF-16, told by its mark, else by every other byte of the beginning being zero."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:2000]
    half = len(head) // 2
    if half:
        if head[1::2].count(0) > 0.7 * half and not head[::2].count(0):
            return "utf-16-le"
        if head[::2].count(0) > 0.7 * half and not head[1::2].count(0):
            return "utf-16-be"
    return None


def _delimiter(text: str) -> tuple[str, str]:
    """What parts the cells, and the text without Excel's line `sep=;` that says so."""
    first, _, rest = text.partition("\n")
    named = first.strip().strip('"')
    if named.lower().startswith("sep=") and named[len("sep=") :] in DELIMITERS:
        return named[len("sep=") :], rest
    return max(DELIMITERS, key=lambda one: _fit(text[:_SAMPLE], one)), text


def _fit(sample: str, delimiter: str) -> tuple[float, int]:
    """How much the sample looks like a table parted by this: the share of rows as wide as most are, and that width."""
    widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row][:200]
    heading = widths[0] if widths else 1
    if heading < 2:  # noqa: PLR2004 - one column is no table
        return 0.0, 0
    (_, most), *_ = Counter(widths).most_common(1)
    return round(most / len(widths), 1), heading


def _rows(text: str, delimiter: str) -> tuple[list[tuple[str, ...]], bool]:
    """The rows, and whether some quotation marks had to be taken as they stand, as spreadsheets do."""
    try:
        return _parsed(text, delimiter, is_strict=True), False
    except csv.Error:
        return _parsed(text, delimiter, is_strict=False), True


def _parsed(text: str, delimiter: str, *, is_strict: bool) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=is_strict)
    begun = 1
    try:
        for row in reader:
            rows.append(tuple(row))
            begun = reader.line_num + 1
    except csv.Error as broken:
        if "unexpected end of data" in str(broken):
            raise Unreadable(
                f"A quotation mark opened in line {begun} of the file is never closed. Close it, or remove it."
            ) from broken
        if not is_strict:
            raise Unreadable(f"Line {reader.line_num} of this file cannot be read: {broken}.") from broken
        raise
    return rows


def written(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A CSV file as spreadsheets like it: UTF-8 with a mark, commas, CRLF. Guard cells before."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(headings)
    writer.writerows(rows)
    return made.getvalue().encode("utf-8-sig", "backslashreplace")

"""Read an uploaded file into rows of cells: its encoding, its delimiter. Not here: what the cells mean."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.kit.i18n import N_, _

MAX_BYTES = 10 * 1024 * 1024
# Our own exports are longer: they have snapshots of listings, and files.
MAX_EXPORT_BYTES = 100 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 100
DELIMITERS = {
    ",": N_("Columns are separated by commas."),
    ";": N_("Columns are separated by semicolons."),
    "\t": N_("Columns are separated by tabs."),
    "|": N_("Columns are separated by vertical bars."),
}
_SAMPLE_LENGTH = 64 * 1024
_SAMPLE_ROWS = 200
# In UTF-16 nearly every other byte of most texts is zero.
_UTF16_ZERO_BYTE_SHARE = 0.7
# A cell of a file of 10 MB may be nearly as long as that.
csv.field_size_limit(MAX_BYTES)


class UnreadableFile(ValueError):
    """A file that cannot be read as a table; its text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stood in the file. `number` counts rows as spreadsheets do: the heading is row 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's heading and its rows that are not blank. `remarks` are sentences on how the file was read."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    blank_count: int
    remarks: tuple[str, ...]


def read_table(data: bytes) -> Table:
    """Return the table of a delimited text file. Raises UnreadableFile."""
    text, remarks = decode(data)
    delimiter, text = _find_delimiter(text)
    rows, is_lenient = _parse_rows(text, delimiter)
    # Blank rows before the heading count in the numbers a spreadsheet shows.
    filled = [Line(number, cells) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
    if not filled:
        raise UnreadableFile(_("This file has no rows. Export your applications as CSV and try again."))
    heading, *lines = filled
    headings = tuple(" ".join(cell.split()) for cell in heading.cells)
    if len(headings) > MAX_COLUMNS:
        message = _("This file has {count} columns; the limit is {limit}. Remove some and try again.")
        raise UnreadableFile(message.format(count=len(headings), limit=MAX_COLUMNS))
    if len(lines) > MAX_ROWS:
        message = _("This file has {count} rows; the limit is {limit}. Split it and import the parts.")
        raise UnreadableFile(message.format(count=f"{len(lines):,}", limit=f"{MAX_ROWS:,}"))
    remarks = [*remarks, _(DELIMITERS[delimiter])]
    if is_lenient:
        remarks.append(_("It has quotation marks in unusual places; check the preview."))
    return Table(headings, tuple(lines), len(rows) - heading.number - len(lines), tuple(remarks))


def decode(data: bytes, limit: int = MAX_BYTES) -> tuple[str, list[str]]:
    """Return the text and remarks on its encoding. Raises UnreadableFile for too much data or none that is text."""
    if len(data) > limit:
        message = _("This file is larger than {size} MB. Split it and import the parts.")
        raise UnreadableFile(message.format(size=limit // 1024 // 1024))
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableFile(
            _("This is a spreadsheet or an archive. Save it as CSV in your spreadsheet program and try again.")
        )
    text, remarks = _decode_text(data)
    text = text.removeprefix("\ufeff")
    if "\x00" in text[:_SAMPLE_LENGTH]:
        raise UnreadableFile(_("This is not a text file. Export your applications as CSV and try again."))
    return text.replace("\x00", ""), remarks


def _decode_text(data: bytes) -> tuple[str, list[str]]:
    utf_16 = _detect_utf_16(data)
    if utf_16:
        try:
            return data.decode(utf_16), [_("The encoding is UTF-16.")]
        except UnicodeDecodeError as error:
            raise UnreadableFile(_("This file ends in the middle of a character. Export it again.")) from error
    try:
        return data.decode(), []
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), [_("The encoding is not UTF-8, so it was read as Windows-1252. Check accents.")]
    except UnicodeDecodeError:
        remark = _("The encoding is unknown, so it was read as Windows-1252; \ufffd marks unreadable characters.")
        return data.decode("cp1252", "replace"), [remark]


def _detect_utf_16(data: bytes) -> str | None:
    """Return the kind of UTF-16, by its mark, else by every other byte of the beginning being zero."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[:2000]
    half = len(head) // 2
    if half:
        if head[1::2].count(0) > _UTF16_ZERO_BYTE_SHARE * half and not head[::2].count(0):
            return "utf-16-le"
        if head[::2].count(0) > _UTF16_ZERO_BYTE_SHARE * half and not head[1::2].count(0):
            return "utf-16-be"
    return None


def _find_delimiter(text: str) -> tuple[str, str]:
    """Return the delimiter, and the text without Excel's line `sep=;` that names it."""
    first_line, _newline, rest = text.partition("\n")
    setting = first_line.strip().strip('"')
    if setting.lower().startswith("sep=") and setting[len("sep=") :] in DELIMITERS:
        return setting[len("sep=") :], rest
    return max(DELIMITERS, key=lambda delimiter: _score_delimiter(text[:_SAMPLE_LENGTH], delimiter)), text


def _score_delimiter(sample: str, delimiter: str) -> tuple[float, int]:
    """Score how much the sample looks like a table: the share of rows of the most common width, and the columns."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths = [len(row) for row in rows if row][:_SAMPLE_ROWS]
    columns = widths[0] if widths else 1
    if columns == 1:
        return 0.0, 0
    (_width, most_common), *_others = Counter(widths).most_common(1)
    return round(most_common / len(widths), 1), columns


def _parse_rows(text: str, delimiter: str) -> tuple[list[tuple[str, ...]], bool]:
    """Return the rows, and True when quotation marks had to be read leniently, as spreadsheets do."""
    try:
        return _parse(text, delimiter, is_strict=True), False
    except csv.Error:
        return _parse(text, delimiter, is_strict=False), True


def _parse(text: str, delimiter: str, *, is_strict: bool) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=is_strict)
    first_line = 1
    try:
        for row in reader:
            rows.append(tuple(row))
            first_line = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            message = _("A quotation mark opened in line {line} is never closed. Close it or remove it.")
            raise UnreadableFile(message.format(line=first_line)) from error
        if not is_strict:
            message = _("Line {line} of this file cannot be read: {error}.")
            raise UnreadableFile(message.format(line=reader.line_num, error=error)) from error
        raise
    return rows


def write_csv(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a CSV file that spreadsheets like: UTF-8 with a mark, commas, CRLF. Cells must be guarded already."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")

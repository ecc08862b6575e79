"""Write tables as CSV files that spreadsheets open safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from app.kit.text import escape_csv_cell


def build_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file in UTF-8 with a byte order mark, which spreadsheets need."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([_format_cell(value) for value in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _format_cell(value: object) -> object:
    if value is None:
        return ""
    return escape_csv_cell(value) if isinstance(value, str) else value

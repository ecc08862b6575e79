"""Write tables as CSV files that spreadsheets open safely."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from app.kit.text import cell


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file in UTF-8 that spreadsheets open as such."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(heads)
    writer.writerows([cell(one) if isinstance(one, str) else "" if one is None else one for one in row] for row in rows)
    return held.getvalue().encode("utf-8-sig")

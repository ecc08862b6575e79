"""Read earlier imports: the files, and their rejected rows as a list and as a CSV file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications.imports.guess import REASON_HEADING
from app.applications.imports.preview import RejectedRow
from app.applications.imports.reader import write_csv
from app.applications.imports.service import ImportResult
from app.kit.text import escape_csv_cell
from database.models import ApplicationImport, ImportReject


def list_imports(session: Session) -> tuple[ImportResult, ...]:
    """Return the imports, newest first."""
    table = ApplicationImport
    # Only the number of changes is read, since their values may be long.
    revertible = func.coalesce(func.jsonb_array_length(table.columns["changed"]), 0).label("revertible")
    query = select(
        table.id,
        table.file_name,
        table.added,
        table.updated,
        table.unchanged,
        table.rejected,
        table.created_at,
        revertible,
    )
    rows = session.execute(query.order_by(table.created_at.desc(), table.id)).mappings()
    return tuple(ImportResult(**row) for row in rows)


def list_rejected_rows(session: Session, import_id: UUID, limit: int | None = None) -> tuple[RejectedRow, ...]:
    """Return the rejected rows of an import, in the order of its file."""
    query = select(ImportReject).where(ImportReject.import_id == import_id).order_by(ImportReject.row_number)
    rows = session.scalars(query.limit(limit))
    return tuple(RejectedRow(row.row_number, tuple(row.cells["cells"]), row.reason) for row in rows)


def build_rejected_rows_csv(session: Session, import_id: UUID) -> bytes | None:
    """Return the rejected rows as a CSV file with their reasons, to be corrected and imported again.

    None for an import that the session cannot see.
    """
    columns: dict[str, Any] | None = session.scalars(
        select(ApplicationImport.columns).where(ApplicationImport.id == import_id)
    ).one_or_none()
    if columns is None:
        return None
    headings: list[str] = columns["headings"]
    rows = []
    for row in list_rejected_rows(session, import_id):
        # Surplus cells stay behind the reason.
        cells = [*row.cells, *[""] * (len(headings) - len(row.cells))]
        rows.append([escape_csv_cell(text) for text in (*cells[: len(headings)], row.reason, *cells[len(headings) :])])
    return write_csv([*headings, REASON_HEADING], rows)

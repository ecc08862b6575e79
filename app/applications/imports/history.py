"""The files that were imported, and the rows of them that were not taken over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications.imports.columns import REASON
from app.applications.imports.reader import written
from app.applications.imports.service import Import
from app.kit.text import cell
from database.models import ApplicationImport, ImportReject


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken over."""

    number: int
    cells: tuple[str, ...]
    reason: str


def listed(session: Session) -> tuple[Import, ...]:
    """The files imported, the newest first."""
    # The rest of `columns` may be long.
    own = ApplicationImport
    kept = func.coalesce(func.jsonb_array_length(own.columns["changed"]), 0).label("revocable")
    query = select(own.id, own.file_name, own.added, own.updated, own.known, own.rejected, own.created_at, kept)
    found = session.execute(query.order_by(own.created_at.desc(), own.id)).mappings()
    return tuple(Import(**row) for row in found)


def rejected(session: Session, import_id: UUID, most: int | None = None) -> tuple[Rejected, ...]:
    """The rows of a file that were not taken over, in its order."""
    query = select(ImportReject).where(ImportReject.import_id == import_id).order_by(ImportReject.row_number)
    found = session.scalars(query.limit(most))
    return tuple(Rejected(row.row_number, tuple(row.cells["cells"]), row.reason) for row in found)


def rejected_csv(session: Session, import_id: UUID) -> bytes:
    """The same as a file: the rows as they stood, each with its reason, to be corrected and imported again."""
    columns: dict[str, Any] = session.scalars(
        select(ApplicationImport.columns).where(ApplicationImport.id == import_id)
    ).one()
    headings: list[str] = columns["headings"]
    rows = []
    for one in rejected(session, import_id):
        # Surplus cells stay where they are, behind the reason.
        cells = [*one.cells, *[""] * (len(headings) - len(one.cells))]
        rows.append([cell(words) for words in (*cells[: len(headings)], one.reason, *cells[len(headings) :])])
    return written([*headings, REASON], rows)

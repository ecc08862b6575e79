"""Rows that say something else than the applications they match, taken over into those when the person asked for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.services.applications import records
from app.services.applications.importing_compare import Differing
from app.services.applications.stages import Stage
from database.models.tracking import ImportedRow


def take_over(session: Session, rows: Sequence[Differing], places: Mapping[str, Stage], at: datetime) -> None:
    """Edit and move the applications to what their rows say; their histories tell it, as of any edit by hand."""
    if not rows:
        return
    edits = {
        one.id: {name: said for name, (_, said) in one.fields.items() if name != "stage"}
        for one in rows
        if set(one.fields) - {"stage"}
    }
    if edits:
        records.edit_many(session, edits, at)
    moves: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for one in rows:
        if "stage" in one.fields:
            moves[places[one.row.stage].id].append(one.id)
    for stage_id, ids in moves.items():
        records.move(session, ids, stage_id, at)
    _remember(session, rows)


def _remember(session: Session, rows: Sequence[Differing]) -> None:
    """What was imported before is known by its new words too, and still goes when its own import is taken back."""
    says = {one.id: one.row.says for one in rows}
    of_rows = select(ImportedRow).where(ImportedRow.job_application_id.in_(says)).order_by(ImportedRow.import_id)
    first = {row.job_application_id: row.import_id for row in session.scalars(of_rows)}
    known = [
        {"job_application_id": own, "row_hash": says[own], "import_id": import_id} for own, import_id in first.items()
    ]
    if known:
        session.execute(insert(ImportedRow).on_conflict_do_nothing(), known)

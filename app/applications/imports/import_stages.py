"""Find or create the stages that the rows of an import need; a new board may be taken over from the file."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications import stages
from app.applications.imports.guess import guess_meaning
from app.applications.imports.preview import AcceptedRow, ImportPreview
from app.applications.stages import Meaning, Stage
from app.kit.tables import applications


def is_new_board_needed(session: Session, preview: ImportPreview) -> bool:
    """Return True when the file has a board and the account has no application yet."""
    stages.ensure_stages(session)
    return bool(preview.stages) and session.scalars(select(func.count()).select_from(applications)).one() == 0


def prepare_stages(
    session: Session, preview: ImportPreview, rows: Sequence[AcceptedRow], *, is_new_board: bool
) -> dict[str, Stage]:
    """Return the stage of each name that the rows use, created where needed, locked for the transaction."""
    meanings = preview.meanings or {}
    names = [name for name, _meaning in preview.stages] if is_new_board else []
    names += sorted({row.stage for row in rows} - set(names))
    if is_new_board:
        _remove_unlisted(session, names)
    for name in names:
        if stages.find_by_name(session, name) is None:
            stages.create(session, name, meanings[name] if name in meanings else guess_meaning(name))
    if is_new_board:
        _apply_imported_stages(session, preview.stages)
    existing = {stage.name.casefold(): stage for stage in stages.list_stages(session)}
    by_name = {name: existing[" ".join(name.split()).casefold()] for name in names}
    stages.lock(session, [stage.id for stage in by_name.values()])
    return by_name


def _remove_unlisted(session: Session, names: Sequence[str]) -> None:
    """Remove the default stages that the file's board does not have."""
    folded = {name.casefold() for name in names}
    existing = stages.list_stages(session)
    obsolete = [stage for stage in existing if stage.name.casefold() not in folded]
    # A board is never empty, so one stage stays until the others are created.
    for stage in obsolete if len(obsolete) < len(existing) else obsolete[1:]:
        stages.remove(session, stage.id)


def _apply_imported_stages(session: Session, board: Sequence[tuple[str, Meaning]]) -> None:
    """Give an unused board the stages of the file, with their meanings and their order."""
    meanings = {name.casefold(): meaning for name, meaning in board}
    for stage in stages.list_stages(session):
        if stage.name.casefold() not in meanings:
            stages.remove(session, stage.id)
        else:
            stages.set_meaning(session, stage.id, meanings[stage.name.casefold()])
    ids = {stage.name.casefold(): stage.id for stage in stages.list_stages(session)}
    stages.reorder(session, [ids[name.casefold()] for name, _meaning in board])

"""Store the files that came with an archive, under the rules for any file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import files
from app.applications.exports import archive
from app.applications.imports.preview import AcceptedRow
from app.applications.imports.row_checks import InvalidRow
from app.applications.stages import InvalidChange


def store_files(
    session: Session, rows: Sequence[tuple[AcceptedRow, UUID]], data: bytes
) -> tuple[dict[str, UUID], tuple[str, ...]]:
    """Store the files of new applications, from the bytes of the archive.

    Returns the new id of each old one, and why others were rejected.
    """
    new_ids: dict[str, UUID] = {}
    rejections: list[str] = []
    for row, application_id in rows:
        for file in row.files:
            try:
                stored = files.store(session, application_id, file.name, archive.read_file(data, file), file.created_at)
            except (InvalidChange, InvalidRow) as error:
                rejections.append(f"{file.name}: {error}")
            else:
                new_ids[file.id] = stored.id
    return new_ids, tuple(rejections)


def renumber_attachments(
    attachments: Sequence[Mapping[str, Any]] | None, new_ids: Mapping[str, UUID]
) -> list[dict[str, Any]] | None:
    """Return attachments with the new ids of their files; without an id where the file was not stored."""
    if not attachments:
        return None
    return [_renumber(attachment, new_ids) for attachment in attachments]


def _renumber(attachment: Mapping[str, Any], new_ids: Mapping[str, UUID]) -> dict[str, Any]:
    renumbered = {name: value for name, value in attachment.items() if name != "file_id"}
    if new_id := new_ids.get(str(attachment.get("file_id"))):
        renumbered["file_id"] = str(new_id)
    return renumbered

"""Files that came with an archive, kept with what its applications became, by the rules for any file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import files
from app.applications.imports.rows import Good, Refusal
from app.applications.stages import Refused


def keep(session: Session, rows: Sequence[tuple[Good, UUID]]) -> tuple[dict[str, UUID], tuple[str, ...]]:
    """Keep the files of new applications; the new id of each old one, and in words what was refused and why."""
    made: dict[str, UUID] = {}
    refused: list[str] = []
    for row, own in rows:
        for one in row.files:
            try:
                made[one.id] = files.keep(session, own, one.name, one.read(), one.created_at).id
            except (Refused, Refusal) as why:
                refused.append(f"{one.name}: {why}")
    return made, tuple(refused)


def attached(given: Sequence[Mapping[str, Any]] | None, kept: Mapping[str, UUID]) -> list[dict[str, Any]] | None:
    """Attachments with the new ids of their files; without an id where the file was not kept."""
    if not given:
        return None
    found = [{name: value for name, value in one.items() if name != "file_id"} for one in given]
    for one, before in zip(found, given, strict=True):
        if new := kept.get(str(before.get("file_id"))):
            one["file_id"] = str(new)
    return found

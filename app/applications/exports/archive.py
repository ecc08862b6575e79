"""The whole tracker with its files as one ZIP archive: applications.json as it is exported, and files/, by their ids.

Reading one trusts nothing in it: names, sizes and sums are checked here, what each file is where it is kept (files).
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlalchemy.orm import Session

from app.applications import files
from app.applications.exports import export
from app.applications.imports.jobledger_export import from_json
from app.applications.imports.reader import MOST_OWN_BYTES, Unreadable
from app.applications.imports.rows import Kept, Outcome, Refusal, Tell, as_time, silent

_TRACKER, _LIST, _FOLDER = "applications.json", "files.json", "files"
_MOST_FILES = 20_000
_NO_ARCHIVE = "This archive was not exported from Applications here. Choose one that was, or a CSV file."


@dataclass(frozen=True, slots=True)
class _Listed:
    """A file as the archive's list has it."""

    id: str
    application: UUID
    name: str
    size: int
    sha256: str
    created_at: datetime | None


def write(target: IO[bytes], session: Session) -> None:
    """Write the archive, one file in memory at a time. A file that is damaged is left out; its name stays."""
    kept = files.every(session)
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        made.writestr(_TRACKER, export.as_json(session))
        listed = []
        for one in kept:
            try:
                data = files.read(one)
            except files.Damaged:
                continue
            made.writestr(f"{_FOLDER}/{one.id}", data)
            listed.append({
                "id": one.id, "application": one.application_id, "name": one.name, "size": one.size,
                "sha256": one.sha256, "created_at": one.created_at,
            })  # fmt: skip
        made.writestr(_LIST, json.dumps(listed, ensure_ascii=False, indent=1, default=export.plain))


def size(session: Session) -> int:
    """How many bytes of files an archive holds."""
    return sum(one.size for one in files.every(session))


def read(data: bytes, at: datetime, tell: Tell = silent) -> Outcome:
    """What an archive comes to: its applications, and their files to be kept with them. Raises Unreadable."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            tracker = _part(archive, _TRACKER, MOST_OWN_BYTES)
            listed = json.loads(_part(archive, _LIST, MOST_OWN_BYTES))
            there = set(archive.namelist())
    except (BadZipFile, KeyError, ValueError, RuntimeError, NotImplementedError, zlib.error, EOFError) as broken:
        if isinstance(broken, Unreadable):
            raise
        raise Unreadable(_NO_ARCHIVE) from broken
    if not isinstance(listed, list) or len(listed) > _MOST_FILES:
        raise Unreadable(_NO_ARCHIVE)
    of: defaultdict[UUID, list[Kept]] = defaultdict(list)
    for one in (_listed(row) for row in listed):
        if one and f"{_FOLDER}/{one.id}" in there:
            of[one.application].append(Kept(one.id, one.name, one.created_at, partial(_bytes, data, one)))
    return from_json(tracker, at, of, tell)


def _listed(row: Any) -> _Listed | None:
    """None for a row that was not written by us."""
    if not isinstance(row, Mapping):
        return None
    try:
        return _Listed(
            id=str(UUID(str(row["id"]))),
            application=UUID(str(row["application"])),
            name=str(row["name"]),
            size=int(row["size"]),
            sha256=str(row["sha256"]),
            created_at=as_time(row.get("created_at"), "created_at"),
        )
    except (KeyError, ValueError, TypeError, Refusal):
        return None


def _bytes(data: bytes, one: _Listed) -> bytes:
    """The file's bytes. Raises Refusal where they are not those that were exported."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            found = _part(archive, f"{_FOLDER}/{one.id}", files.LARGEST)
    except (BadZipFile, KeyError, RuntimeError, NotImplementedError, zlib.error, EOFError, Unreadable) as broken:
        raise Refusal("The archive is damaged there.") from broken
    if len(found) != one.size or hashlib.sha256(found).hexdigest() != one.sha256:
        raise Refusal("It is not what was exported.")
    return found


def _part(archive: ZipFile, name: str, most: int) -> bytes:
    """A part, never more of it than `most` bytes, whatever its heading promises."""
    with archive.open(name) as part:
        found = part.read(most + 1)
    if len(found) > most:
        raise Unreadable(f"“{name}” in this archive is larger than {most // 1024 // 1024} MB.")
    return found

"""Files kept with applications: rows under row-level security, bytes in a folder no web server serves, by their id.

Bytes come before their row and go after it, so a row without bytes never is; `sweep` removes bytes without a row.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from app.applications.filetypes import recognised
from app.applications.records import GONE
from app.applications.stages import Refused
from app.kit.tables import application_files, applications
from database.engine import engine
from database.settings import settings

LARGEST = 10 * 1024 * 1024
# Of one person's.
MOST_IN_ALL = 500 * 1024 * 1024
# Bytes younger than this may be about to get their row. Seconds of real time.
_SETTLING = 3600
_AT_ONCE = 500


class Damaged(RuntimeError):
    """The bytes are missing or are not those that were kept."""


@dataclass(frozen=True, slots=True)
class File:
    """A file kept with an application."""

    id: UUID
    application_id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime


def keep(session: Session, application_id: UUID, name: str, data: bytes, created_at: datetime | None = None) -> File:
    """Keep a file with an application, as of now where no other time is given.

    Refused for what is too large or of no kind that is taken.
    """
    if len(data) > LARGEST:
        raise Refused("This file is larger than 10 MB. Make it smaller, or write down where it is.")
    kind = recognised(name, data)
    there = select(applications.c.id).where(applications.c.id == application_id, applications.c.deleted_at.is_(None))
    if session.scalars(there.with_for_update(read=True)).one_or_none() is None:
        raise Refused(GONE)
    held: int = session.scalars(select(func.coalesce(func.sum(application_files.c.size_bytes), 0))).one()
    if held + len(data) > MOST_IN_ALL:
        raise Refused("Your files take up 500 MB. Remove some that you no longer need first.")
    own = uuid4()
    _store(own, data)
    row = {
        "id": own,
        "job_application_id": application_id,
        "name": kind.name,
        "media_type": kind.media_type,
        "size_bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    } | ({"created_at": created_at} if created_at else {})
    made = session.execute(insert(application_files).values(row).returning(application_files)).one()
    return _file(made)


def of_application(session: Session, application_id: UUID) -> tuple[File, ...]:
    """The application's files, the oldest first."""
    wanted = select(application_files).where(application_files.c.job_application_id == application_id)
    rows = session.execute(wanted.order_by(application_files.c.created_at, application_files.c.id))
    return tuple(_file(row) for row in rows)


def every(session: Session) -> tuple[File, ...]:
    """All of the person's files, the oldest first."""
    rows = session.execute(select(application_files).order_by(application_files.c.created_at, application_files.c.id))
    return tuple(_file(row) for row in rows)


def find(session: Session, file_id: UUID) -> File | None:
    """One file, None when it is not this person's or not there."""
    row = session.execute(select(application_files).where(application_files.c.id == file_id)).one_or_none()
    return None if row is None else _file(row)


def remove(session: Session, file_id: UUID) -> File:
    """No longer keep a file; its bytes stay a while, for `put_back`. Refused when it is not there."""
    gone = delete(application_files).where(application_files.c.id == file_id).returning(application_files)
    row = session.execute(gone).one_or_none()
    if row is None:
        raise Refused("This file is not there any more; another window removed it. Load the page again.")
    with contextlib.suppress(FileNotFoundError):
        os.utime(_path(file_id))
    return _file(row)


def put_back(session: Session, file: File) -> None:
    """Undo a removal. Refused when the bytes are gone by now."""
    if not _path(file.id).exists():
        raise Refused("The file is erased by now. Attach it again.")
    row = {
        "id": file.id, "job_application_id": file.application_id, "name": file.name, "media_type": file.media_type,
        "size_bytes": file.size, "sha256": file.sha256, "created_at": file.created_at,
    }  # fmt: skip
    session.execute(insert(application_files).values(row))


def read(file: File) -> bytes:
    """The bytes as they were kept. Raises Damaged when they are not."""
    try:
        data = _path(file.id).read_bytes()
    except FileNotFoundError:
        raise Damaged(f"file {file.id} is missing") from None
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise Damaged(f"file {file.id} is not what was kept")
    return data


def sweep() -> int:
    """Remove bytes that no row names, and half-written ones; returns how many files. Accounts take their rows along."""
    folder = _folder()
    before = time.time() - _SETTLING
    old = [one for one in sorted(folder.iterdir()) if one.is_file() and one.stat().st_mtime < before]
    return sum(_sweep(old[start : start + _AT_ONCE]) for start in range(0, len(old), _AT_ONCE))


def _sweep(paths: Sequence[Path]) -> int:
    named = {own: path for path in paths if (own := _id(path)) is not None}
    with Session(engine("owner")) as session:
        known: set[UUID] = set(session.scalars(select(application_files.c.id).where(application_files.c.id.in_(named))))
    nobodys = [path for path in paths if _id(path) not in known]
    for path in nobodys:
        path.unlink(missing_ok=True)
    return len(nobodys)


def _store(own: UUID, data: bytes) -> None:
    """Write whole or not at all: to a name that is no id, then by renaming."""
    passing = _folder() / f".{own}.part"
    handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(_path(own))


def _folder() -> Path:
    folder = settings().home / "files"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _path(own: UUID) -> Path:
    return _folder() / str(own)


def _id(path: Path) -> UUID | None:
    try:
        return UUID(path.name)
    except ValueError:
        return None


def _file(row: Any) -> File:
    return File(row.id, row.job_application_id, row.name, row.media_type, row.size_bytes, row.sha256, row.created_at)

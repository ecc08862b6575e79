"""Store files with applications: rows under row-level security, bytes in a folder no web server serves, by their id.

Bytes are written before their row and removed after it, so a row always has its bytes; `sweep` removes bytes without
a row. Not here: what kinds of file are accepted (app.applications.filetypes).
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

from app.applications.filetypes import detect_type
from app.applications.records import NOT_FOUND_TEXT
from app.applications.stages import InvalidChange
from app.kit.i18n import _
from app.kit.tables import application_files, applications
from database.engine import engine
from database.settings import settings
from database.state_folder import create_private_folder

MAX_FILE_BYTES = 10 * 1024 * 1024
# All files of one user together.
MAX_USER_BYTES = 500 * 1024 * 1024
# Seconds of real time in which bytes may still be about to get their row.
_GRACE_SECONDS = 3600
_BATCH_SIZE = 500


class DamagedFile(RuntimeError):
    """The bytes of a file are missing or are not the ones that were stored."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file stored with an application."""

    id: UUID
    application_id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime


def store(
    session: Session, application_id: UUID, name: str, data: bytes, created_at: datetime | None = None
) -> StoredFile:
    """Store a file with an application, dated now where no other time is given.

    Raises InvalidChange for a file that is too large or of a kind that is not accepted.
    """
    if len(data) > MAX_FILE_BYTES:
        raise InvalidChange(_("This file is larger than 10 MB. Attach a smaller one, or a link to it."))
    file_type = detect_type(name, data)
    query = select(applications.c.id).where(applications.c.id == application_id, applications.c.deleted_at.is_(None))
    if session.scalars(query.with_for_update(read=True)).one_or_none() is None:
        raise InvalidChange(_(NOT_FOUND_TEXT))
    stored_bytes: int = session.scalars(select(func.coalesce(func.sum(application_files.c.size_bytes), 0))).one()
    if stored_bytes + len(data) > MAX_USER_BYTES:
        raise InvalidChange(_("Your files would exceed 500 MB. Remove some that you no longer need first."))
    file_id = uuid4()
    _write_bytes(file_id, data)
    row = {
        "id": file_id,
        "job_application_id": application_id,
        "name": file_type.name,
        "media_type": file_type.media_type,
        "size_bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    } | ({"created_at": created_at} if created_at else {})
    return _create_stored_file(
        session.execute(insert(application_files).values(row).returning(application_files)).one()
    )


def list_for_application(session: Session, application_id: UUID) -> tuple[StoredFile, ...]:
    """Return the files of an application, oldest first."""
    query = select(application_files).where(application_files.c.job_application_id == application_id)
    rows = session.execute(query.order_by(application_files.c.created_at, application_files.c.id))
    return tuple(_create_stored_file(row) for row in rows)


def list_files(session: Session) -> tuple[StoredFile, ...]:
    """Return all files of the user, oldest first."""
    rows = session.execute(select(application_files).order_by(application_files.c.created_at, application_files.c.id))
    return tuple(_create_stored_file(row) for row in rows)


def find(session: Session, file_id: UUID) -> StoredFile | None:
    """Return one file; None when it does not exist or is another user's."""
    row = session.execute(select(application_files).where(application_files.c.id == file_id)).one_or_none()
    return None if row is None else _create_stored_file(row)


def remove(session: Session, file_id: UUID) -> StoredFile:
    """Remove a file; its bytes stay a while, so that `restore` can bring it back.

    Raises InvalidChange when it does not exist.
    """
    query = delete(application_files).where(application_files.c.id == file_id).returning(application_files)
    row = session.execute(query).one_or_none()
    if row is None:
        raise InvalidChange(_("This file no longer exists; it was removed in another window. Reload the page."))
    with contextlib.suppress(FileNotFoundError):
        os.utime(_build_path(file_id))
    return _create_stored_file(row)


def restore(session: Session, file: StoredFile) -> None:
    """Restore a removed file. Raises InvalidChange when its bytes are gone."""
    if not _build_path(file.id).exists():
        raise InvalidChange(_("This file has been erased. Attach it again."))
    row = {
        "id": file.id,
        "job_application_id": file.application_id,
        "name": file.name,
        "media_type": file.media_type,
        "size_bytes": file.size,
        "sha256": file.sha256,
        "created_at": file.created_at,
    }
    session.execute(insert(application_files).values(row))


def read(file: StoredFile) -> bytes:
    """Return the bytes as they were stored. Raises DamagedFile when they are not."""
    try:
        data = _build_path(file.id).read_bytes()
    except FileNotFoundError:
        raise DamagedFile(f"file {file.id} is missing") from None
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise DamagedFile(f"file {file.id} is not what was stored")
    return data


def sweep() -> int:
    """Remove bytes without a row, such as a deleted account's, and half-written files; return how many."""
    cutoff = time.time() - _GRACE_SECONDS
    paths = [path for path in sorted(_get_folder().iterdir()) if path.is_file() and path.stat().st_mtime < cutoff]
    return sum(_sweep_batch(paths[start : start + _BATCH_SIZE]) for start in range(0, len(paths), _BATCH_SIZE))


def _sweep_batch(paths: Sequence[Path]) -> int:
    file_ids = [file_id for path in paths if (file_id := _parse_id(path)) is not None]
    query = select(application_files.c.id).where(application_files.c.id.in_(file_ids))
    with Session(engine("owner")) as session:
        stored_ids: set[UUID] = set(session.scalars(query))
    orphans = [path for path in paths if _parse_id(path) not in stored_ids]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _write_bytes(file_id: UUID, data: bytes) -> None:
    """Write the whole file or nothing: first under a name that is no id, then renamed."""
    partial_path = _get_folder() / f".{file_id}.part"
    handle = os.open(partial_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial_path.replace(_build_path(file_id))


def _get_folder() -> Path:
    return create_private_folder(settings().home / "files")


def _build_path(file_id: UUID) -> Path:
    return _get_folder() / str(file_id)


def _parse_id(path: Path) -> UUID | None:
    try:
        return UUID(path.name)
    except ValueError:
        return None


def _create_stored_file(row: Any) -> StoredFile:
    return StoredFile(
        row.id, row.job_application_id, row.name, row.media_type, row.size_bytes, row.sha256, row.created_at
    )

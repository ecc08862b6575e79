"""Write and read the whole tracker with its files as a ZIP archive: applications.json, files.json and files/ by id.

Reading trusts nothing in an archive: names, sizes and checksums are checked here. Not here: what kinds of file are
accepted (app.applications.files).
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from sqlalchemy.orm import Session

from app.applications import files
from app.applications.exports import export
from app.applications.field_values import to_json
from app.applications.imports.jobledger_export import preview_json
from app.applications.imports.preview import AttachedFile, ImportPreview, ProgressCallback, ignore_progress
from app.applications.imports.reader import MAX_EXPORT_BYTES, UnreadableFile
from app.applications.imports.row_checks import InvalidRow, parse_export_time
from app.kit.i18n import N_, _
from app.kit.outside_json import parse_json

_APPLICATIONS_FILE, _FILE_LIST_FILE, _FILES_FOLDER = "applications.json", "files.json", "files"
_MAX_FILES = 20_000
_NOT_AN_EXPORT_TEXT = N_("This archive isn't a JobLedger export of applications. Choose one that is, or a CSV file.")


def write(target: IO[bytes], session: Session) -> None:
    """Write the archive with one file in memory at a time. A damaged file is left out; its name stays in the JSON."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_APPLICATIONS_FILE, export.build_json(session))
        descriptions = []
        for file in files.list_files(session):
            try:
                data = files.read(file)
            except files.DamagedFile:
                continue
            archive.writestr(f"{_FILES_FOLDER}/{file.id}", data)
            descriptions.append(
                {
                    "id": file.id,
                    "application": file.application_id,
                    "name": file.name,
                    "size": file.size,
                    "sha256": file.sha256,
                    "created_at": file.created_at,
                }
            )
        archive.writestr(_FILE_LIST_FILE, json.dumps(descriptions, ensure_ascii=False, indent=1, default=to_json))


def count_file_bytes(session: Session) -> int:
    """Return how many bytes of files an archive holds."""
    return sum(file.size for file in files.list_files(session))


def read(data: bytes, at: datetime) -> ImportPreview:
    """Preview an archive: its applications, with the files to be attached to them. Raises UnreadableFile."""
    return replace(read_applications(data, at), archive=data)


def read_applications(data: bytes, at: datetime, progress: ProgressCallback = ignore_progress) -> ImportPreview:
    """Preview an archive without its bytes, from which `read_file` takes the files. Raises UnreadableFile."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            applications_json = _read_part(archive, _APPLICATIONS_FILE, MAX_EXPORT_BYTES)
            descriptions = parse_json(_read_part(archive, _FILE_LIST_FILE, MAX_EXPORT_BYTES))
            names = set(archive.namelist())
    except (BadZipFile, KeyError, ValueError, RuntimeError, NotImplementedError, zlib.error, EOFError) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile(_(_NOT_AN_EXPORT_TEXT)) from error
    if not isinstance(descriptions, list) or len(descriptions) > _MAX_FILES:
        raise UnreadableFile(_(_NOT_AN_EXPORT_TEXT))
    attached: defaultdict[UUID, list[AttachedFile]] = defaultdict(list)
    for application_id, file in filter(None, map(_parse_description, descriptions)):
        if f"{_FILES_FOLDER}/{file.id}" in names:
            attached[application_id].append(file)
    return preview_json(applications_json, at, progress, attached)


def _parse_description(row: Any) -> tuple[UUID, AttachedFile] | None:
    """Return a file and its application's id; None for a row that no export wrote."""
    if not isinstance(row, Mapping):
        return None
    try:
        return UUID(str(row["application"])), AttachedFile(
            id=str(UUID(str(row["id"]))),
            name=str(row["name"]),
            size=int(row["size"]),
            sha256=str(row["sha256"]),
            created_at=parse_export_time(row.get("created_at"), "created_at"),
        )
    except (KeyError, ValueError, TypeError):
        return None


def read_file(data: bytes, file: AttachedFile) -> bytes:
    """Return the bytes of a file in the archive. Raises InvalidRow where they are not those that were exported."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            content = _read_part(archive, f"{_FILES_FOLDER}/{file.id}", files.MAX_FILE_BYTES)
    except (BadZipFile, KeyError, RuntimeError, NotImplementedError, zlib.error, EOFError, UnreadableFile) as error:
        raise InvalidRow(_("It is damaged in the archive.")) from error
    if len(content) != file.size or hashlib.sha256(content).hexdigest() != file.sha256:
        raise InvalidRow(_("It differs from what was exported."))
    return content


def _read_part(archive: ZipFile, name: str, limit: int) -> bytes:
    """Return a part, reading at most `limit` bytes of it, whatever the archive says of its size."""
    with archive.open(name) as part:
        content = part.read(limit + 1)
    if len(content) > limit:
        text = _("“{name}” in this archive is larger than {size} MB.")
        raise UnreadableFile(text.format(name=name, size=limit // 1024 // 1024))
    return content

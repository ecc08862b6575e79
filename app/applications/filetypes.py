"""What kind of file something is, by what it holds and never by its name alone; only documents, text and pictures."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

import puremagic

from app.applications.stages import Refused

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TEXT = "text/plain"
# Media type → the endings its files may have; the first is given where the name has another.
ALLOWED: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    _TEXT: (".txt", ".md", ".csv", ".eml", ".ics"),
    "application/rtf": (".rtf",),
    "application/msword": (".doc",),
    f"{_OFFICE}.wordprocessingml.document": (".docx",),
    f"{_OFFICE}.spreadsheetml.sheet": (".xlsx",),
    f"{_OFFICE}.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
}
ENDINGS = tuple(ending.removeprefix(".") for endings in ALLOWED.values() for ending in endings)
PICTURES = frozenset(kind for kind in ALLOWED if kind.startswith("image/"))
_IN_OFFICE = {
    "word/document.xml": "wordprocessingml.document",
    "xl/workbook.xml": "spreadsheetml.sheet",
    "ppt/presentation.xml": "presentationml.presentation",
}
_REFUSED = "This kind of file is not taken. Attach a PDF, a Word, OpenDocument or text file, or a picture (PNG, JPEG)."
_LONGEST_NAME = 120
_TEXT_CONTROLS = frozenset("\t\n\r\f")


@dataclass(frozen=True, slots=True)
class FileType:
    """A media type, and the file's name with an ending that fits it."""

    media_type: str
    name: str


def recognised(name: str, data: bytes) -> FileType:
    """What the bytes are. Refused when that is nothing to keep here, whatever the name says."""
    if not data:
        raise Refused("This file is empty. Choose another one.")
    media_type = _archive_type(data) if data.startswith(b"PK\x03\x04") else _plain_type(name, data)
    if media_type not in ALLOWED:
        raise Refused(_REFUSED)
    return FileType(media_type, _named(name, ALLOWED[media_type]))


def _plain_type(name: str, data: bytes) -> str | None:
    try:
        found: list[str] = [one.mime_type for one in puremagic.magic_string(data)]
    except puremagic.PureError:
        found = []
    ending = PurePosixPath(name).suffix.lower()
    known = [kind for kind in found if kind in ALLOWED and kind != _TEXT]
    if "text/html" in found or "image/svg+xml" in found:
        return None
    # Old Word files share their beginning with other kinds, which only the ending tells apart.
    if "application/msword" in known and ending != ".doc":
        return None
    if known:
        return known[0]
    return _TEXT if ending in ALLOWED[_TEXT] and _is_text(data) else None


def _archive_type(data: bytes) -> str | None:
    """Documents that are archives, by their parts; none with macros."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _LONGEST_NAME:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except (BadZipFile, NotImplementedError, RuntimeError):
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    kind = next((kind for part, kind in _IN_OFFICE.items() if part in names), None)
    return f"{_OFFICE}.{kind}" if kind and "[Content_Types].xml" in names else None


def _is_text(data: bytes) -> bool:
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(unicodedata.category(mark) == "Cc" and mark not in _TEXT_CONTROLS for mark in words)


def _named(name: str, endings: tuple[str, ...]) -> str:
    """The last part of the name without signs that mean something to a file system or turn the writing around."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(mark for mark in last if unicodedata.category(mark) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
    tidy = " ".join(re.sub(r'[<>:"|?*]', " ", visible).split()).strip(". ") or "file"
    stem, ending = PurePosixPath(tidy).stem, PurePosixPath(tidy).suffix
    if ending.lower() not in endings:
        stem, ending = tidy, endings[0]
    return stem[: _LONGEST_NAME - len(ending)].rstrip(". ") + ending

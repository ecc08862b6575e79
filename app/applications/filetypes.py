"""Detect what kind of file some bytes are, by their content and never by the name alone.

Only documents, text and pictures are accepted. Not here: storing files (app.applications.files).
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

import puremagic

from app.applications.stages import InvalidChange
from app.kit.i18n import N_, _

_OFFICE_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument"
_TEXT = "text/plain"
# The file endings of each media type; a file with another ending gets the first.
ENDINGS_BY_MEDIA_TYPE: dict[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    _TEXT: (".txt", ".md", ".csv", ".eml", ".ics"),
    "application/rtf": (".rtf",),
    "application/msword": (".doc",),
    f"{_OFFICE_MEDIA_TYPE}.wordprocessingml.document": (".docx",),
    f"{_OFFICE_MEDIA_TYPE}.spreadsheetml.sheet": (".xlsx",),
    f"{_OFFICE_MEDIA_TYPE}.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
}
ENDINGS = tuple(ending.removeprefix(".") for endings in ENDINGS_BY_MEDIA_TYPE.values() for ending in endings)
PICTURE_MEDIA_TYPES = frozenset(kind for kind in ENDINGS_BY_MEDIA_TYPE if kind.startswith("image/"))
# The part that every document of a media type has, by which documents that are ZIP archives are told apart.
_MAIN_PARTS = {
    "word/document.xml": f"{_OFFICE_MEDIA_TYPE}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE_MEDIA_TYPE}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE_MEDIA_TYPE}.presentationml.presentation",
}
_OPEN_DOCUMENT_PREFIX = "application/vnd.oasis.opendocument."
# Where documents have macros: in files of these names, in these folders, or where their list of parts says so.
_MACRO_FILES = ("vbaproject.bin", "vbadata.xml")
_MACRO_FOLDERS = frozenset({"basic", "scripts", "macrosheets"})
_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet", "basic/", "scripts/")
_MAX_PART_BYTES = 1024 * 1024
_NOT_ACCEPTED_TEXT = N_(
    "This type of file isn't supported. Attach a PDF, a Word, OpenDocument or text file, or a picture (PNG, JPEG)."
)
_MAX_NAME_LENGTH = 120
_ALLOWED_CONTROL_CHARACTERS = frozenset("\t\n\r\f")


@dataclass(frozen=True, slots=True)
class FileType:
    """A media type, and the name of a file with an ending that fits it."""

    media_type: str
    name: str


def detect_type(name: str, data: bytes) -> FileType:
    """Return what the bytes are. Raises InvalidChange for a kind that is not accepted, whatever the name says."""
    if not data:
        raise InvalidChange(_("This file is empty. Choose another one."))
    media_type = _detect_archive(data) if data.startswith(b"PK\x03\x04") else _detect_plain(name, data)
    if media_type not in ENDINGS_BY_MEDIA_TYPE:
        raise InvalidChange(_(_NOT_ACCEPTED_TEXT))
    return FileType(media_type, _clean_name(name, ENDINGS_BY_MEDIA_TYPE[media_type]))


def _detect_plain(name: str, data: bytes) -> str | None:
    try:
        media_types: list[str] = [match.mime_type for match in puremagic.magic_string(data)]
    except puremagic.PureError:
        media_types = []
    ending = PurePosixPath(name).suffix.lower()
    accepted = [media_type for media_type in media_types if media_type in ENDINGS_BY_MEDIA_TYPE and media_type != _TEXT]
    if "text/html" in media_types or "image/svg+xml" in media_types:
        return None
    # Old Word files begin like other kinds; only the ending tells them apart.
    if "application/msword" in accepted and ending != ".doc":
        return None
    if accepted:
        return accepted[0]
    return _TEXT if ending in ENDINGS_BY_MEDIA_TYPE[_TEXT] and _is_text(data) else None


def _detect_archive(data: bytes) -> str | None:
    """Detect documents that are ZIP archives by their parts; documents with macros are not accepted."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(_is_macro_part(name) for name in names):
                return None
            main_parts = [part for part in _MAIN_PARTS if part in names]
            if "mimetype" in names:
                return None if main_parts else _detect_open_document(archive)
            lists_macros = _lists_macros(_read_part(archive, "[Content_Types].xml"))
            return _MAIN_PARTS[main_parts[0]] if len(main_parts) == 1 and not lists_macros else None
    except (BadZipFile, NotImplementedError, RuntimeError, KeyError, EOFError, ValueError, zlib.error):
        return None


def _detect_open_document(archive: ZipFile) -> str | None:
    """Return the media type that the archive states, if it is an OpenDocument's and the parts are those of one."""
    media_type = _read_part(archive, "mimetype").strip()
    manifest = _read_part(archive, "META-INF/manifest.xml")
    has_content = "content.xml" in archive.namelist() and media_type in manifest
    is_document = media_type.startswith(_OPEN_DOCUMENT_PREFIX) and has_content
    return media_type if is_document and not _lists_macros(manifest) else None


def _is_macro_part(name: str) -> bool:
    *folders, file_name = re.split(r"[/\\]", name.lower())
    return file_name.endswith(_MACRO_FILES) or not _MACRO_FOLDERS.isdisjoint(folders)


def _lists_macros(part_list: str) -> bool:
    """Return whether an archive's list of its parts names macros; one with a DOCTYPE could name anything."""
    return "<!doctype" in part_list or any(word in part_list for word in _MACRO_TYPES)


def _read_part(archive: ZipFile, name: str) -> str:
    """Return the text of a small part in lower case, also from UTF-16. Raises KeyError or ValueError without one."""
    if archive.getinfo(name).file_size > _MAX_PART_BYTES:
        raise ValueError(f"{name} is too large")
    return html.unescape(archive.read(name).replace(b"\x00", b"").decode("utf-8", "replace")).lower()


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(
        unicodedata.category(character) == "Cc" and character not in _ALLOWED_CONTROL_CHARACTERS for character in text
    )


def _clean_name(name: str, endings: tuple[str, ...]) -> str:
    """Return the last part of a path without characters that are special to a file system or hide others."""
    last_part = re.split(r"[/\\]", name)[-1]
    hidden = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
    visible = "".join(character for character in last_part if unicodedata.category(character) not in hidden)
    clean = " ".join(re.sub(r'[<>:"|?*]', " ", visible).split()).strip(". ") or "file"
    stem, ending = PurePosixPath(clean).stem, PurePosixPath(clean).suffix
    if ending.lower() not in endings:
        stem, ending = clean, endings[0]
    return stem[: _MAX_NAME_LENGTH - len(ending)].rstrip(". ") + ending

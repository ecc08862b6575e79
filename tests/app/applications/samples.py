"""Small files of many kinds, as bytes."""

from __future__ import annotations

import io
from zipfile import ZipFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(60)
SCRIPT = b"<!doctype html><html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PROGRAM = b"MZ" + bytes(100)


def archive(**parts: bytes) -> bytes:
    """A ZIP archive; __ in a part's name stands for a slash."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def docx(**more: bytes) -> bytes:
    """A Word document, as far as its parts tell."""
    return archive(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"} | more)


def odt(
    media_type: str = "application/vnd.oasis.opendocument.text", listed: str = "content.xml", **more: bytes
) -> bytes:
    """An OpenDocument text, as far as its parts tell."""
    manifest = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/><x path="{listed}"/>'
    parts = {"mimetype": media_type.encode(), "content.xml": b"<office/>", "META-INF/manifest.xml": manifest.encode()}
    return archive(**parts, **more)

"""Send a ZIP archive as a download. It is built in memory, or on disk when it is large, and removed once it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from starlette.responses import Response, StreamingResponse

from app.web import pages
from database.clock import now

_MAX_BYTES_IN_MEMORY, _CHUNK_SIZE = 8 * 1024 * 1024, 256 * 1024


def stream_zip(name: str, write: Callable[[IO[bytes]], object]) -> Response:
    """Return what `write` puts into the file as a download named `name` and today's date."""
    file: IO[bytes] = SpooledTemporaryFile(max_size=_MAX_BYTES_IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    write(file)
    response = StreamingResponse(_read_chunks(file), media_type="application/zip")
    response.headers["Content-Length"] = str(file.tell())
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{now():%Y-%m-%d}.zip"'
    return pages.add_security_headers(response)


def _read_chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(_CHUNK_SIZE):
            yield chunk

"""Send a ZIP archive as a download. It is built in memory, or on disk when it is large, and removed once it is sent."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO
from uuid import UUID

from anyio import CapacityLimiter
from starlette.responses import Response, StreamingResponse

from app.web import pages
from database.clock import now

# Apart from the workers of sign-in: an archive takes seconds of a core.
WORKERS = CapacityLimiter(2)
BUSY_SECONDS = 10.0
_MAX_BYTES_IN_MEMORY, _CHUNK_SIZE = 8 * 1024 * 1024, 256 * 1024
_ACCOUNTS: set[UUID] = set()
_ACCOUNTS_LOCK = threading.Lock()


@contextmanager
def hold_turn(user_id: UUID) -> Iterator[bool]:
    """Hold the only turn of an account to build an archive; False while another archive of the account is built."""
    with _ACCOUNTS_LOCK:
        is_free = user_id not in _ACCOUNTS
        _ACCOUNTS.add(user_id)
    try:
        yield is_free
    finally:
        if is_free:
            with _ACCOUNTS_LOCK:
                _ACCOUNTS.remove(user_id)


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

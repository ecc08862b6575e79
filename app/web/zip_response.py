"""A ZIP archive made for one answer: in memory while it is small, on disk beyond that, gone when it has been sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO

from starlette.responses import Response, StreamingResponse

from app.web import pages
from database.clock import now

_IN_MEMORY, _PIECE = 8 * 1024 * 1024, 256 * 1024


def sent(name: str, write: Callable[[IO[bytes]], object]) -> Response:
    """What `write` puts into the file, as a download called by `name` and today's date."""
    made: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    write(made)
    answer = StreamingResponse(_pieces(made), media_type="application/zip")
    answer.headers["Content-Length"] = str(made.tell())
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{now():%Y-%m-%d}.zip"'
    return pages.sealed_off(answer)


def _pieces(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        made.seek(0)
        while piece := made.read(_PIECE):
            yield piece

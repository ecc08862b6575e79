"""Limit what people upload, before Streamlit keeps it in memory. What is in the files: the features that read them.

Streamlit accepts any number of files for any page, of 100 MB each, and keeps them until the page is left.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

import anyio
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import get_instance

from app.accounts import sessions
from app.kit.i18n import _
from app.middleware.allowance import Allowance
from app.web import cookies
from database.sessions import auth_session

# The largest file is an archive of 100 MB; a person may have one, and some small ones, on open pages.
MAX_BYTES_PER_ACCOUNT = 120 * 1024 * 1024
MAX_BYTES = 600 * 1024 * 1024
FILES_AT_ONCE, FILES_PER_SECOND = 40, 0.5
# Uploads of one account that wait for the one before.
MAX_WAITING = 20
REFUSAL_SECONDS = 1.0
_PATH_PATTERN = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)$")
_WORKERS = anyio.CapacityLimiter(2)


@dataclass
class _Uploads:
    """One account's uploads: the files that Streamlit keeps, by page and id, with their bytes."""

    bytes_by_file: dict[tuple[str, str], int] = field(default_factory=dict)
    allowance: Allowance = field(default_factory=lambda: Allowance(FILES_AT_ONCE, FILES_PER_SECOND))
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0

    def count_bytes(self) -> int:
        """Return the bytes of the files that Streamlit still has; the others are forgotten."""
        files = get_instance().uploaded_file_mgr
        self.bytes_by_file = {
            (page_id, file_id): size
            for (page_id, file_id), size in self.bytes_by_file.items()
            if files.get_files(page_id, [file_id])
        }
        return sum(self.bytes_by_file.values())


class UploadLimits:
    """ASGI middleware that lets only signed-in people upload, one file at a time, within limits."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._uploads: defaultdict[UUID, _Uploads] = defaultdict(_Uploads)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check an upload, pass everything else on."""
        match = _PATH_PATTERN.search(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if match is None:
            await self._app(scope, receive, send)
            return
        user_id = await _find_user(scope)
        if isinstance(user_id, _Refusal):
            await user_id(scope, receive, send)
            return
        uploads = self._uploads[user_id]
        if uploads.waiting >= MAX_WAITING or not uploads.allowance.take_if_left():
            await _Refusal(_("Too many files at once. Wait a minute, then try again."), 429)(scope, receive, send)
            return
        uploads.waiting += 1
        try:
            async with uploads.turn:
                await self._receive_file(uploads, (match[1], match[2]), scope, receive, send)
        finally:
            uploads.waiting -= 1

    async def _receive_file(
        self, uploads: _Uploads, file: tuple[str, str], scope: Scope, receive: Receive, send: Send
    ) -> None:
        length = Headers(scope=scope).get("content-length", "")
        if not length.isdecimal():
            await _Refusal(_("The request does not say how long the file is."), 411)(scope, receive, send)
            return
        size = int(length)
        if uploads.count_bytes() + size > MAX_BYTES_PER_ACCOUNT:
            text = _("Your open pages hold too many files. Remove some, or leave those pages, then try again.")
            await _Refusal(text, 413)(scope, receive, send)
            return
        if sum(one.count_bytes() for one in self._uploads.values()) + size > MAX_BYTES:
            text = _("The server holds too many files right now. Try again in a few minutes.")
            await _Refusal(text, 503)(scope, receive, send)
            return

        async def send_and_record(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 204:  # noqa: PLR2004 - accepted
                uploads.bytes_by_file[file] = size
            await send(message)

        await self._app(scope, receive, send_and_record)


async def _find_user(scope: Scope) -> UUID | _Refusal:
    """Return the signed-in user of a request, or the answer to one without."""
    token = cookies.read(HTTPConnection(scope), cookies.SESSION_COOKIE)
    try:
        user = await anyio.to_thread.run_sync(_find, token, limiter=_WORKERS)
    except (OperationalError, InterfaceError):
        return _Refusal(_("The database is not available. Try again in a minute."), 503)
    return user.user_id if user else _Refusal(_("Sign in to upload files."), 403)


def _find(token: str | None) -> sessions.SignedInUser | None:
    with auth_session() as session:
        return sessions.find(session, token)


class _Refusal(PlainTextResponse):
    """An answer sent once the file has arrived and was thrown away: browsers read none before.

    Whoever tries again and again waits a second for each.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(REFUSAL_SECONDS)
        read_bytes, has_more = 0, True
        while has_more and read_bytes < MAX_BYTES_PER_ACCOUNT:
            message = await receive()
            read_bytes += len(message.get("body", b""))
            has_more = message.get("more_body", False)
        await super().__call__(scope, receive, send)

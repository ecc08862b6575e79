"""Forms: reading them within bounds, and telling our own from those another site sends. What they ask: the routes."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request

from app.web import cookies, links
from app.web.tokens import keyed, new_token
from database.settings import settings

LARGEST = 16 * 1024
_MOST_FIELDS = 20
_PATIENCE = 30.0
STALE = "This form is no longer valid. Load the page again, then send it once more."
STRANGE_HOST = (
    "This address does not belong to this installation. Open {known}, or set PUBLIC_URL to the address people use."
)


def ensure_own_host(request: Request) -> None:
    """Refuse a request for a host that is not ours (400), so that no answer is made for a name someone invented."""
    asked, own = request.headers.get("host", ""), settings().public_url
    is_here = links.is_loopback(links.host(own)) and links.is_loopback(links.host(f"//{asked}"))
    if asked != urlsplit(own).netloc and not is_here:
        raise HTTPException(400, STRANGE_HOST.format(known=own))


def key_of(request: Request) -> str:
    """The secret half of a browser's form tokens, from its cookie; a new one where it has none yet."""
    held = cookies.read(request, cookies.FORMS)
    return held if held and len(held) == len(new_token()) else new_token()


def token_for(key: str, session_token: str | None) -> str:
    """What a form carries: tied to the browser's key and to who is signed in, useless to anyone else."""
    return keyed("form", key, session_token or "")


async def read(request: Request) -> Mapping[str, str]:
    """The fields of our own form. HTTPException 400, 403, 413 or 415 for anything else; the last of doubles counts."""
    _ensure_own_origin(request)
    fields = _parsed(await _body(request))
    key = cookies.read(request, cookies.FORMS)
    session_token = cookies.read(request, cookies.SESSION)
    if not key or not hmac.compare_digest(fields.get("token", "").encode(), token_for(key, session_token).encode()):
        raise HTTPException(403, STALE)
    return fields


def _ensure_own_origin(request: Request) -> None:
    """What browsers say themselves about where a form was sent from. A form of ours always says one of the two."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    if origin is not None and not links.is_own_origin(origin, request.headers.get("host")):
        raise HTTPException(403, STALE)
    if site not in {None, "same-origin", "none"} or (origin is None and site is None):
        raise HTTPException(403, STALE)


async def _body(request: Request) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(415, "This form was sent in a way that is not understood here.")
    body = bytearray()
    try:
        with anyio.fail_after(_PATIENCE):
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST:
                    raise HTTPException(413, "This form holds more than can be taken.")
    except TimeoutError:
        raise HTTPException(408, "This form took too long to arrive. Send it once more.") from None
    return bytes(body)


def _parsed(body: bytes) -> dict[str, str]:
    try:
        return dict(
            parse_qsl(
                body.decode("ascii"),
                keep_blank_values=True,
                strict_parsing=bool(body),
                errors="strict",
                max_num_fields=_MOST_FIELDS,
            )
        )
    except ValueError:
        raise HTTPException(400, "This form could not be read.") from None

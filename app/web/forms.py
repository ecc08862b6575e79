"""Read posted forms within limits, and reject those of other sites. What the forms do: each feature's routes."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request

from app.kit.i18n import N_, _
from app.web import cookies, links
from app.web.tokens import create_token, hash_with_key

MAX_BODY_BYTES = 16 * 1024
_MAX_FIELDS = 20
_TIMEOUT_SECONDS = 30.0
EXPIRED_FORM = N_("This form has expired. Reload the page and try again.")


def read_form_key(request: Request) -> str:
    """Return the browser's secret for form tokens from its cookie, or a new one."""
    key = cookies.read(request, cookies.FORMS_COOKIE)
    return key if key and len(key) == len(create_token()) else create_token()


def create_form_token(key: str, session_token: str | None) -> str:
    """Return a form's token. It is valid only with the browser's key and the session."""
    return hash_with_key("form", key, session_token or "")


async def read(request: Request) -> Mapping[str, str]:
    """Return the fields of our form, the last of repeated ones. Raises HTTPException 400, 403, 413 or 415."""
    _ensure_own_origin(request)
    fields = _parse_fields(await _read_body(request))
    key = cookies.read(request, cookies.FORMS_COOKIE)
    session_token = cookies.read(request, cookies.SESSION_COOKIE)
    if not key or not hmac.compare_digest(
        fields.get("token", "").encode(), create_form_token(key, session_token).encode()
    ):
        raise HTTPException(403, _(EXPIRED_FORM))
    return fields


def _ensure_own_origin(request: Request) -> None:
    """Check the headers in which browsers tell a form's origin. Our own form always sends one of the two."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    if origin is not None and not links.is_own_origin(origin, request.headers.get("host")):
        raise HTTPException(403, _(EXPIRED_FORM))
    if site not in {None, "same-origin", "none"} or (origin is None and site is None):
        raise HTTPException(403, _(EXPIRED_FORM))


async def _read_body(request: Request) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(415, _("This form has an unsupported content type."))
    body = bytearray()
    try:
        with anyio.fail_after(_TIMEOUT_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY_BYTES:
                    raise HTTPException(413, _("This form is too large."))
    except TimeoutError:
        raise HTTPException(408, _("The form took too long to arrive. Try again.")) from None
    return bytes(body)


def _parse_fields(body: bytes) -> dict[str, str]:
    try:
        return dict(
            parse_qsl(
                body.decode("ascii"),
                keep_blank_values=True,
                strict_parsing=bool(body),
                errors="strict",
                max_num_fields=_MAX_FIELDS,
            )
        )
    except ValueError:
        raise HTTPException(400, _("This form could not be read.")) from None

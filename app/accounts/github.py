"""GitHub as a place to sign in: its page, its tokens, and who it says someone is. Nothing here knows of our accounts.

Authlib makes and reads what OAuth 2 prescribes. Its own httpx integration is deprecated without httpx2, so it is given
our httpx client. GitHub's answers: docs.github.com, "Authorizing OAuth apps" and "REST API endpoints for users".
"""

from __future__ import annotations

import logging
import re
import ssl
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Literal
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.oauth2.client import OAuth2Client  # type: ignore[import-untyped]
from pydantic import BaseModel, Field, StrictBool, StrictInt, TypeAdapter, ValidationError

from app.accounts import email_addresses
from app.mail.emails import one_line
from app.web import links
from app.web.tokens import new_token
from database.settings import settings

LOG = logging.getLogger(__name__)
CALLBACK = "/auth/github/callback"
SCOPES = ("read:user", "user:email")
# Seconds that GitHub may stay silent.
PATIENCE = 10.0

Reason = Literal[
    "mixed_up", "denied", "expired", "misconfigured", "limited", "unreachable", "unexpected", "no_address",
    "unproven_account", "other_github", "linked_elsewhere", "has_another", "signed_out", "last_way_in", "at_once",
]  # fmt: skip
# What GitHub says when a person or a code is not accepted; anything else is about how this installation is set up.
_REASONS: dict[str, Reason] = {
    "access_denied": "denied",
    "bad_verification_code": "expired",
    "unverified_user_email": "no_address",
}
_SCOPE = re.compile(r"[a-z_:]{1,40}")
_CODE = re.compile(r"[a-z_]{1,40}")
_LONGEST_LINK = 500
_API = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_OK, _FORBIDDEN, _NOT_FOUND, _TOO_MANY, _BROKEN = 200, 403, 404, 429, 500


class Failed(Exception):
    """Signing in with GitHub or linking it came to nothing. `user_id`: the account it was about, if one is known."""

    def __init__(self, reason: Reason, user_id: UUID | None = None) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.user_id = user_id


@dataclass(frozen=True, slots=True)
class Started:
    """A way to GitHub's page: its address, and what only this browser may know when it comes back."""

    url: str
    state: str
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who GitHub says someone is. `email` is one that GitHub has verified and mail reaches, None without any."""

    github_id: str
    login: str
    name: str
    avatar_url: str | None
    email: str | None
    scopes: list[str]
    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)


class _Granted(BaseModel):
    access_token: Annotated[str, Field(pattern=r"^[!-~]{1,2000}$")]
    token_type: Annotated[str, Field(pattern=r"^[Bb]earer$")]
    refresh_token: str | None = None
    scope: str = ""


class _Person(BaseModel):
    id: Annotated[StrictInt, Field(gt=0)]
    login: Annotated[str, Field(min_length=1, max_length=100)]
    name: str | None = None
    avatar_url: str | None = None


class _Address(BaseModel):
    email: str
    primary: StrictBool
    verified: StrictBool


_ADDRESSES = TypeAdapter(list[_Address])


def is_offered() -> bool:
    """Whether this installation has an OAuth application at GitHub."""
    return settings().github_client_id is not None and settings().github_client_secret is not None


def begin() -> Started:
    """The way to GitHub's page, with a new state and a new PKCE verifier."""
    state, verifier = new_token(), new_token()
    address = f"{settings().github_url}/login/oauth/authorize"
    url, _ = _oauth(None).create_authorization_url(address, state=state, code_verifier=verifier)
    return Started(url, state, verifier)


def refusal(error: str) -> Failed:
    """What an `error` means that GitHub sent instead of a code or a token."""
    reason = _REASONS.get(error)
    if reason is None:
        LOG.error("GitHub refuses this application: %s", error if _CODE.fullmatch(error) else "not a known reason")
    return Failed(reason or "misconfigured")


def ask(code: str, verifier: str) -> Identity:
    """Exchange the code and ask who came. Blocks for up to a few times PATIENCE; raises Failed."""
    try:
        with httpx.Client(verify=_tls(), timeout=PATIENCE, headers={"User-Agent": "JobLedger"}) as client:
            granted = _exchange(client, code, verifier)
            own = _API | {"Authorization": f"Bearer {granted.access_token}"}
            answer = _checked(client.get(f"{settings().github_api_url}/user", headers=own))
            emails = client.get(f"{settings().github_api_url}/user/emails", params={"per_page": 100}, headers=own)
            return _identity(granted, answer, _addresses(_checked(emails)))
    except httpx.HTTPError:
        raise Failed("unreachable") from None
    except ValidationError:
        # Its text repeats what was answered, tokens among it.
        raise Failed("unexpected") from None


def _oauth(client: httpx.Client | None) -> OAuth2Client:
    return OAuth2Client(
        client,
        client_id=settings().github_client_id,
        scope=" ".join(SCOPES),
        redirect_uri=links.absolute(CALLBACK),
        code_challenge_method="S256",
    )


def _exchange(client: httpx.Client, code: str, verifier: str) -> _Granted:
    """Trade the code for a token. GitHub wants the secret as a field and answers refusals with 200."""
    secret = settings().github_client_secret
    oauth = _oauth(client)
    oauth.register_compliance_hook("access_token_response", _checked)
    try:
        token = oauth.fetch_token(
            f"{settings().github_url}/login/oauth/access_token",
            code=code,
            code_verifier=verifier,
            client_id=settings().github_client_id,
            client_secret=secret.get_secret_value() if secret else "",
            auth=httpx.Auth(),
        )
    except AuthlibBaseError as error:
        raise refusal(str(error.error)) from None
    except (ValueError, TypeError):
        raise Failed("unexpected") from None
    return _Granted.model_validate(token)


def _checked(answer: httpx.Response) -> httpx.Response:
    """The answer, unless GitHub has trouble or asks to be left alone for a while."""
    is_limited = answer.headers.get("x-ratelimit-remaining") == "0" or "retry-after" in answer.headers
    if answer.status_code == _TOO_MANY or (answer.status_code == _FORBIDDEN and is_limited):
        raise Failed("limited")
    if answer.status_code >= _BROKEN:
        raise Failed("unreachable")
    return answer


def _addresses(answer: httpx.Response) -> list[_Address]:
    """The addresses; none where the person or the application's rights keep them from us."""
    if answer.status_code in {_FORBIDDEN, _NOT_FOUND}:
        return []
    return _ADDRESSES.validate_json(answer.content if answer.status_code == _OK else b"")


def _identity(granted: _Granted, answer: httpx.Response, addresses: list[_Address]) -> Identity:
    person = _Person.model_validate_json(answer.content if answer.status_code == _OK else b"")
    login = one_line(person.login)
    return Identity(
        github_id=str(person.id),
        login=login,
        name=one_line(person.name or "") or login,
        avatar_url=_avatar(person.avatar_url),
        email=_proven(addresses),
        scopes=_SCOPE.findall(answer.headers.get("x-oauth-scopes", granted.scope)),
        access_token=granted.access_token,
        refresh_token=granted.refresh_token,
    )


def _proven(addresses: list[_Address]) -> str | None:
    """The primary address if GitHub has verified it, else the first that it has. Nobody reads GitHub's stand-ins."""
    for one in sorted(addresses, key=lambda address: not address.primary):
        email = email_addresses.canonical(one.email) if one.verified else None
        if email and not email.rpartition("@")[2].startswith("users.noreply."):
            return email
    return None


def _avatar(address: str | None) -> str | None:
    """The picture's address, if it may be kept: https, one short line."""
    if not address or len(address) > _LONGEST_LINK or not address.isascii() or not address.isprintable():
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme == "https" and parts.hostname else None


@cache
def _tls() -> ssl.SSLContext:
    """The trusted certificates, read once: it takes longer than all the rest."""
    return httpx.create_ssl_context()

"""Describe an identity elsewhere, the provider that vouches for it, and why signing in with it may fail."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit
from uuid import UUID

from app.web.tokens import create_token

ErrorReason = Literal[
    "mixed_up",
    "denied",
    "expired",
    "misconfigured",
    "limited",
    "unreachable",
    "unexpected",
    "no_address",
    "unproven_account",
    "other_identity",
    "linked_elsewhere",
    "has_another",
    "signed_out",
    "last_way_in",
    "at_once",
]
_MAX_LINK_LENGTH = 500


class IdentityError(Exception):
    """Signing in with a provider or linking its identity failed. `user_id` is the account concerned, if it is known."""

    def __init__(self, reason: ErrorReason, user_id: UUID | None = None) -> None:
        super().__init__(reason)
        self.reason: ErrorReason = reason
        self.user_id = user_id


@dataclass(frozen=True, slots=True)
class AuthorizationSecrets:
    """What a browser that was sent to a provider must present when it comes back. All are random."""

    state: str
    verifier: str
    nonce: str

    @classmethod
    def create(cls) -> AuthorizationSecrets:
        """Return new secrets."""
        return cls(create_token(), create_token(), create_token())

    def as_dict(self) -> dict[str, Any]:
        """Return the secrets as the cookie holds them."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Identity:
    """A person at a provider. `email` is verified there and receives mail; None without such an email."""

    subject: str
    login: str
    name: str
    avatar_url: str | None
    email: str | None
    scopes: list[str] = field(default_factory=list)
    access_token: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)


class IdentityProvider(Protocol):
    """A provider: GitHub, or an issuer of OpenID Connect."""

    @property
    def key(self) -> str:
        """Return the name of the provider in the security log, unique among all ways to sign in."""

    @property
    def label(self) -> str:
        """Return the name that people know it by."""

    @property
    def path(self) -> str:
        """Return the path of its page of ours, with which its other paths begin."""

    @property
    def issuer(self) -> str | None:
        """Return the issuer's address; None for GitHub, whose accounts are kept in columns of their own."""

    @property
    def timeout_seconds(self) -> float:
        """Return after how many seconds one request to it is given up."""

    @property
    def is_offered(self) -> bool:
        """Return whether this installation is a client of it."""

    def build_authorization_url(self, secrets: AuthorizationSecrets) -> str:
        """Return the address of its sign-in page. May block for `timeout_seconds`; raises IdentityError."""

    def read_error(self, error: str) -> IdentityError:
        """Return the exception for an `error` that it sent instead of a code."""

    def load_identity(self, code: str, secrets: AuthorizationSecrets) -> Identity:
        """Exchange the code for an identity. May block a few times `timeout_seconds`; raises IdentityError."""


def read_avatar_url(address: str | None) -> str | None:
    """Return the picture's address if it is one short https address, else None."""
    if not address or len(address) > _MAX_LINK_LENGTH or not address.isascii() or not address.isprintable():
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme == "https" and parts.hostname else None

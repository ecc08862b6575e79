"""The setting of one OpenID Connect issuer. The variable that holds them: database.settings."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr


def is_safe_address(address: str, *, allow_loopback: bool) -> bool:
    """Return whether the address is https, or with `allow_loopback` http of this machine, and names no user."""
    try:
        parts = urlsplit(address)
        is_http_allowed = allow_loopback and _is_loopback(parts.hostname or "")
    except ValueError:
        return False
    has_user = "@" in parts.netloc
    return (
        bool(parts.hostname)
        and not has_user
        and (parts.scheme == "https" or (is_http_allowed and parts.scheme == "http"))
    )


def validate_provider_names(providers: tuple[OidcProviderSettings, ...]) -> tuple[OidcProviderSettings, ...]:
    """Return the providers, or raise when two have the same name or the same issuer."""
    for values in ([provider.name for provider in providers], [provider.issuer for provider in providers]):
        if len(set(values)) < len(values):
            raise ValueError("two providers have the same name or the same issuer")
    return providers


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _validate_issuer(issuer: str) -> str:
    # Kept to the letter: it must equal what the issuer calls itself, with or without a slash at the end.
    if not is_safe_address(issuer, allow_loopback=True) or urlsplit(issuer).query or urlsplit(issuer).fragment:
        raise ValueError("an issuer is an https address like https://accounts.google.com")
    return issuer


class OidcProviderSettings(BaseModel):
    """An issuer of OpenID Connect that people can sign in with, and this installation's client there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$")]
    label: Annotated[str, Field(min_length=1, max_length=40)]
    issuer: Annotated[str, AfterValidator(_validate_issuer)]
    client_id: Annotated[str, Field(min_length=1)]
    client_secret: SecretStr

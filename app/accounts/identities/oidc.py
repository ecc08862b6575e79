"""Talk to an issuer of OpenID Connect: its configuration, its sign-in page, the token exchange, the person's claims.

Nothing here knows our accounts. OpenID Connect Core 1.0 and Discovery 1.0, at openid.net/developers/specs.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Annotated, Any, TypeVar
from urllib.parse import quote_plus

import httpx
from authlib.oauth2.client import OAuth2Client  # type: ignore[import-untyped]
from pydantic import BaseModel, Field, ValidationError

from app.accounts import email_addresses
from app.accounts.identities.github import create_tls_context
from app.accounts.identities.id_tokens import Claims, InvalidIdToken, read_id_token
from app.accounts.identities.identity import (
    AuthorizationSecrets,
    ErrorReason,
    Identity,
    IdentityError,
    read_avatar_url,
)
from app.mail.emails import shorten_to_line
from app.web import links
from database.oidc_settings import OidcProviderSettings, is_safe_address

LOG = logging.getLogger(__name__)
OIDC_KEY_PREFIX = "oidc:"
SCOPE = "openid email profile"
# Seconds until a request to an issuer is given up, from its start to the end of the answer.
TIMEOUT_SECONDS = 10.0
# The largest answer that is read. Key sets and tokens have a few thousand bytes.
MAX_ANSWER_BYTES = 256 * 1024
# Seconds that a configuration is used for without asking again.
_CONFIGURATION_SECONDS = 600
_REASON_BY_ERROR_CODE: dict[str, ErrorReason] = {
    "access_denied": "denied",
    "login_required": "denied",
    "consent_required": "denied",
    "interaction_required": "denied",
    "account_selection_required": "denied",
    "invalid_grant": "expired",
    "server_error": "unreachable",
    "temporarily_unavailable": "unreachable",
}
_ERROR_CODE_PATTERN = re.compile(r"[a-z_]{1,40}")
_STATUS_OK, _STATUS_TOO_MANY, _STATUS_SERVER_ERROR = 200, 429, 500
Model = TypeVar("Model", bound=BaseModel)


class _Configuration(BaseModel):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]


class _TokenResponse(BaseModel):
    id_token: str
    access_token: Annotated[str, Field(pattern=r"^[!-~]+$")] | None = None


class _ErrorResponse(BaseModel):
    error: str


class _KeySet(BaseModel):
    keys: list[dict[str, Any]]


class OidcProvider:
    """An issuer of the settings as a provider of identities."""

    def __init__(self, settings: OidcProviderSettings) -> None:
        self._settings = settings

    @property
    def key(self) -> str:
        """Return the name in the security log."""
        return f"{OIDC_KEY_PREFIX}{self._settings.name}"

    @property
    def label(self) -> str:
        """Return the name that people know it by."""
        return self._settings.label

    @property
    def path(self) -> str:
        """Return the path of its page of ours."""
        return f"/auth/oidc/{self._settings.name}"

    @property
    def issuer(self) -> str:
        """Return the issuer's address, to the letter as it calls itself."""
        return self._settings.issuer

    @property
    def timeout_seconds(self) -> float:
        """Return after how many seconds one request is given up."""
        return TIMEOUT_SECONDS

    @property
    def is_offered(self) -> bool:
        """Return that it is offered: it is in the settings."""
        return True

    def build_authorization_url(self, secrets: AuthorizationSecrets) -> str:
        """Return the address of the issuer's sign-in page. Its configuration is asked for every ten minutes."""
        oauth = OAuth2Client(
            None,
            client_id=self._settings.client_id,
            scope=SCOPE,
            redirect_uri=self._callback_url,
            code_challenge_method="S256",
        )
        url, _ = oauth.create_authorization_url(
            self._configuration.authorization_endpoint,
            state=secrets.state,
            code_verifier=secrets.verifier,
            nonce=secrets.nonce,
        )
        return str(url)

    def read_error(self, error: str) -> IdentityError:
        """Return the exception for an `error` that the issuer sent instead of a code or a token."""
        reason = _REASON_BY_ERROR_CODE.get(error)
        if reason is None:
            known = error if _ERROR_CODE_PATTERN.fullmatch(error) else "not a known reason"
            LOG.error("%s rejects this installation: %s", self.key, known)
        return IdentityError(reason or "misconfigured")

    def load_identity(self, code: str, secrets: AuthorizationSecrets) -> Identity:
        """Exchange the code for an ID token, check it and return the person it is about."""
        configuration = self._configuration
        with _open_client() as client:
            token = self._exchange_code(client, configuration, code, secrets.verifier)
            keys = _fetch_model(client, "GET", configuration.jwks_uri, _KeySet)
            try:
                claims = read_id_token(
                    token.id_token,
                    keys.model_dump(),
                    issuer=self.issuer,
                    client_id=self._settings.client_id,
                    nonce=secrets.nonce,
                )
            except InvalidIdToken as error:
                LOG.warning("%s sent an ID token that is not valid: %s", self.key, error)
                raise IdentityError("unexpected") from None
            if claims.email is None and configuration.userinfo_endpoint and token.access_token:
                headers = {"Authorization": f"Bearer {token.access_token}"}
                user_info = _fetch_model(client, "GET", configuration.userinfo_endpoint, Claims, headers=headers)
                if user_info.sub != claims.sub:
                    raise IdentityError("unexpected")
                claims = user_info
        return _build_identity(claims)

    @cached_property
    def _configuration(self) -> _Configuration:
        return _load_configuration(self.issuer, int(time.monotonic() // _CONFIGURATION_SECONDS))

    @property
    def _callback_url(self) -> str:
        return links.build_url(f"{self.path}/callback")

    def _exchange_code(
        self, client: httpx.Client, configuration: _Configuration, code: str, verifier: str
    ) -> _TokenResponse:
        """Exchange the code for tokens, with the secret in the way that the issuer supports."""
        secret = self._settings.client_secret.get_secret_value()
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._callback_url,
            "code_verifier": verifier,
        }
        headers = {"Accept": "application/json"}
        if "client_secret_basic" in configuration.token_endpoint_auth_methods_supported:
            credentials = httpx.BasicAuth(quote_plus(self._settings.client_id), quote_plus(secret))
            options: dict[str, Any] = {"data": fields, "auth": credentials}
        else:
            options = {"data": fields | {"client_id": self._settings.client_id, "client_secret": secret}}
        status, content = _fetch(client, "POST", configuration.token_endpoint, headers=headers, **options)
        if status == _STATUS_OK:
            return _read_model(_TokenResponse, content)
        raise self.read_error(_read_model(_ErrorResponse, content).error)


@lru_cache(maxsize=32)
def _load_configuration(issuer: str, _period: int) -> _Configuration:
    """Return the issuer's configuration, which must be its own and name safe addresses only."""
    with _open_client() as client:
        address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        configuration = _fetch_model(client, "GET", address, _Configuration)
    endpoints = [configuration.authorization_endpoint, configuration.token_endpoint, configuration.jwks_uri]
    if configuration.userinfo_endpoint is not None:
        endpoints.append(configuration.userinfo_endpoint)
    # An issuer on this machine may name addresses on this machine; no other may lead our requests there without TLS.
    is_local = issuer.startswith("http://")
    are_safe = all(is_safe_address(endpoint, allow_loopback=is_local) for endpoint in endpoints)
    if configuration.issuer != issuer or not are_safe:
        LOG.error("the configuration of %s is not its own or names unsafe addresses", issuer)
        raise IdentityError("misconfigured")
    return configuration


def _open_client() -> httpx.Client:
    """Return a client that follows no redirects and asks for no compression, so that sizes are what is sent."""
    headers = {"User-Agent": "JobLedger", "Accept-Encoding": "identity"}
    return httpx.Client(verify=create_tls_context(), timeout=TIMEOUT_SECONDS, headers=headers)


def _fetch(client: httpx.Client, method: str, address: str, **options: Any) -> tuple[int, bytes]:
    """Return the status and the body of an answer; raise IdentityError for trouble, a slow or a large answer."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    content = bytearray()
    try:
        with client.stream(method, address, **options) as response:
            for chunk in response.iter_raw():
                content += chunk
                if len(content) > MAX_ANSWER_BYTES:
                    raise IdentityError("unexpected")
                if time.monotonic() > deadline:
                    raise IdentityError("unreachable")
    except (httpx.HTTPError, httpx.InvalidURL):
        raise IdentityError("unreachable") from None
    if response.status_code == _STATUS_TOO_MANY:
        raise IdentityError("limited")
    if response.status_code >= _STATUS_SERVER_ERROR:
        raise IdentityError("unreachable")
    return response.status_code, bytes(content)


def _fetch_model(
    client: httpx.Client, method: str, address: str, model: type[Model], headers: Mapping[str, str] | None = None
) -> Model:
    status, content = _fetch(client, method, address, headers=headers)
    return _read_model(model, content if status == _STATUS_OK else b"")


def _read_model(model: type[Model], content: bytes) -> Model:
    try:
        return model.model_validate_json(content)
    except ValidationError:
        # The error's text would repeat the answer, including tokens.
        raise IdentityError("unexpected") from None


def _build_identity(claims: Claims) -> Identity:
    email = email_addresses.normalise(claims.verified_email or "")
    login = shorten_to_line(claims.preferred_username or claims.name or claims.email or claims.sub)
    return Identity(
        subject=claims.sub,
        login=login,
        name=shorten_to_line(claims.name or "") or login,
        avatar_url=read_avatar_url(claims.picture),
        email=email,
    )

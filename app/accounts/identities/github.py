"""Talk to GitHub: its sign-in page, the token exchange and the user's identity. Nothing here knows our accounts.

Authlib builds and reads the OAuth 2 messages. Its own httpx integration is deprecated without httpx2, so it gets our
client. GitHub's API: docs.github.com, "Authorizing OAuth apps" and "REST API endpoints for users".
"""

from __future__ import annotations

import logging
import re
import ssl
from functools import cache
from typing import Annotated

import httpx
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]
from authlib.oauth2.client import OAuth2Client  # type: ignore[import-untyped]
from pydantic import BaseModel, Field, StrictBool, StrictInt, TypeAdapter, ValidationError

from app.accounts import email_addresses
from app.accounts.identities.identity import (
    AuthorizationSecrets,
    ErrorReason,
    Identity,
    IdentityError,
    read_avatar_url,
)
from app.mail.emails import shorten_to_line
from app.web import links
from database.settings import settings

LOG = logging.getLogger(__name__)
CALLBACK_PATH = "/auth/github/callback"
SCOPES = ("read:user", "user:email")
# Seconds until a request to GitHub is given up.
TIMEOUT_SECONDS = 10.0

# GitHub's errors about a user or a code; any other error means that this installation is not set up correctly.
_REASON_BY_ERROR_CODE: dict[str, ErrorReason] = {
    "access_denied": "denied",
    "bad_verification_code": "expired",
    "unverified_user_email": "no_address",
}
_SCOPE_PATTERN = re.compile(r"[a-z_:]{1,40}")
_ERROR_CODE_PATTERN = re.compile(r"[a-z_]{1,40}")
_API_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_STATUS_OK, _STATUS_FORBIDDEN, _STATUS_NOT_FOUND, _STATUS_TOO_MANY, _STATUS_SERVER_ERROR = 200, 403, 404, 429, 500


class _TokenResponse(BaseModel):
    access_token: Annotated[str, Field(pattern=r"^[!-~]{1,2000}$")]
    token_type: Annotated[str, Field(pattern=r"^[Bb]earer$")]
    refresh_token: str | None = None
    scope: str = ""


class _GitHubUser(BaseModel):
    id: Annotated[StrictInt, Field(gt=0)]
    login: Annotated[str, Field(min_length=1, max_length=100)]
    name: str | None = None
    avatar_url: str | None = None


class _GitHubEmail(BaseModel):
    email: str
    primary: StrictBool
    verified: StrictBool


_ADDRESS_LIST_ADAPTER = TypeAdapter(list[_GitHubEmail])


class GitHubProvider:
    """GitHub, or GitHub Enterprise, as a provider of identities."""

    key = "github"
    label = "GitHub"
    path = "/auth/github"
    issuer = None

    @property
    def timeout_seconds(self) -> float:
        """Return after how many seconds one request is given up."""
        return TIMEOUT_SECONDS

    @property
    def is_offered(self) -> bool:
        """Return whether this installation has an OAuth application at GitHub."""
        return settings().github_client_id is not None and settings().github_client_secret is not None

    def build_authorization_url(self, secrets: AuthorizationSecrets) -> str:
        """Return the address of GitHub's sign-in page. OAuth has no nonce."""
        address = f"{settings().github_url}/login/oauth/authorize"
        oauth = _create_oauth_client(None)
        url, _ = oauth.create_authorization_url(address, state=secrets.state, code_verifier=secrets.verifier)
        return str(url)

    def read_error(self, error: str) -> IdentityError:
        """Return the exception for an `error` that GitHub sent instead of a code or a token."""
        return _read_error(error)

    def load_identity(self, code: str, secrets: AuthorizationSecrets) -> Identity:
        """Exchange the code and load the user's identity. Blocks up to a few times TIMEOUT_SECONDS."""
        try:
            with httpx.Client(
                verify=create_tls_context(), timeout=TIMEOUT_SECONDS, headers={"User-Agent": "JobLedger"}
            ) as client:
                token = _exchange_code(client, code, secrets.verifier)
                headers = _API_HEADERS | {"Authorization": f"Bearer {token.access_token}"}
                response = _check_response(client.get(f"{settings().github_api_url}/user", headers=headers))
                emails = client.get(
                    f"{settings().github_api_url}/user/emails", params={"per_page": 100}, headers=headers
                )
                return _read_identity(token, response, _read_addresses(_check_response(emails)))
        except httpx.HTTPError:
            raise IdentityError("unreachable") from None
        except ValidationError:
            # The error's text would repeat the response, including tokens.
            raise IdentityError("unexpected") from None


def _read_error(error: str) -> IdentityError:
    reason = _REASON_BY_ERROR_CODE.get(error)
    if reason is None:
        LOG.error(
            "GitHub rejects this application: %s",
            error if _ERROR_CODE_PATTERN.fullmatch(error) else "not a known reason",
        )
    return IdentityError(reason or "misconfigured")


def _create_oauth_client(client: httpx.Client | None) -> OAuth2Client:
    return OAuth2Client(
        client,
        client_id=settings().github_client_id,
        scope=" ".join(SCOPES),
        redirect_uri=links.build_url(CALLBACK_PATH),
        code_challenge_method="S256",
    )


def _exchange_code(client: httpx.Client, code: str, verifier: str) -> _TokenResponse:
    """Exchange the code for a token. GitHub expects the secret as a field and sends errors with status 200."""
    secret = settings().github_client_secret
    oauth = _create_oauth_client(client)
    oauth.register_compliance_hook("access_token_response", _check_response)
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
        raise _read_error(str(error.error)) from None
    except (ValueError, TypeError, RecursionError):
        raise IdentityError("unexpected") from None
    return _TokenResponse.model_validate(token)


def _check_response(response: httpx.Response) -> httpx.Response:
    """Return the response, or raise IdentityError when GitHub has trouble or limits requests."""
    is_rate_limited = response.headers.get("x-ratelimit-remaining") == "0" or "retry-after" in response.headers
    if response.status_code == _STATUS_TOO_MANY or (response.status_code == _STATUS_FORBIDDEN and is_rate_limited):
        raise IdentityError("limited")
    if response.status_code >= _STATUS_SERVER_ERROR:
        raise IdentityError("unreachable")
    return response


def _read_addresses(response: httpx.Response) -> list[_GitHubEmail]:
    """Return the email addresses; none where the user or the granted scopes withhold them."""
    if response.status_code in {_STATUS_FORBIDDEN, _STATUS_NOT_FOUND}:
        return []
    return _ADDRESS_LIST_ADAPTER.validate_json(response.content if response.status_code == _STATUS_OK else b"")


def _read_identity(token: _TokenResponse, response: httpx.Response, addresses: list[_GitHubEmail]) -> Identity:
    user = _GitHubUser.model_validate_json(response.content if response.status_code == _STATUS_OK else b"")
    login = shorten_to_line(user.login)
    return Identity(
        subject=str(user.id),
        login=login,
        name=shorten_to_line(user.name or "") or login,
        avatar_url=read_avatar_url(user.avatar_url),
        email=_choose_email(addresses),
        scopes=_SCOPE_PATTERN.findall(response.headers.get("x-oauth-scopes", token.scope)),
        access_token=token.access_token,
        refresh_token=token.refresh_token,
    )


def _choose_email(addresses: list[_GitHubEmail]) -> str | None:
    """Return the primary email if it is verified, else the first verified one, but no noreply address of GitHub."""
    for address in sorted(addresses, key=lambda address: not address.primary):
        email = email_addresses.normalise(address.email) if address.verified else None
        if email and not email.rpartition("@")[2].startswith("users.noreply."):
            return email
    return None


@cache
def create_tls_context() -> ssl.SSLContext:
    """Load the trusted certificates once, since that takes longer than the requests."""
    return httpx.create_ssl_context()

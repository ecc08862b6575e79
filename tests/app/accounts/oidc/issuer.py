"""An issuer of OpenID Connect behind a socket: discovery, keys, sign-in page, tokens, userinfo, and their failures.

It checks what a client must send (redirect address, secret, PKCE) and signs with real keys. Each issuer has a path of
its own on the server, so that what the app remembers of one does not meet the next.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus, urlencode

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from database.clock import now
from tests.app.accounts.github.github_server import served

CLIENT_ID, CLIENT_SECRET = "jobledger at the issuer", "a secret: with signs+and spaces"
Key = RSAKey | ECKey


@dataclass
class _Code:
    nonce: str
    challenge: str
    claims: dict[str, Any]


@dataclass
class Issuer:
    """One issuer. `person` is signed in there; a path in `instead` is answered with that."""

    server: str
    name: str
    callback: str
    person: dict[str, Any]
    keys: list[Key]
    algorithm: str = "RS256"
    header: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    configuration: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] | None = None
    id_token: str | None = None
    denies: str | None = None
    instead: dict[str, Response] = field(default_factory=dict)
    codes: dict[str, _Code] = field(default_factory=dict)
    access_tokens: set[str] = field(default_factory=set)
    paths: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The issuer's identifier."""
        return f"{self.server}/{self.name}"

    def discover(self) -> dict[str, Any]:
        """The discovery document."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize?tenant=one",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            **self.configuration,
        }

    def authorize(self, asked: dict[str, str]) -> Response:
        """The page where a person agrees; here they always have made up their mind."""
        if (asked.get("client_id"), asked.get("redirect_uri")) != (CLIENT_ID, self.callback):
            return PlainTextResponse("unknown client or redirect_uri", 400)
        if (asked["response_type"], asked["code_challenge_method"]) != ("code", "S256"):
            return self._back(error="invalid_request", state=asked["state"])
        if self.denies:
            return self._back(error=self.denies, state=asked["state"])
        code = secrets.token_hex(10)
        self.codes[code] = _Code(asked["nonce"], asked["code_challenge"], dict(self.person))
        return self._back(code=code, state=asked["state"], iss=self.url)

    def answer_token(self, form: dict[str, str], authorization: str) -> Response:
        """A code for an ID token, once, for who began with the matching challenge."""
        client = (form.get("client_id"), form.get("client_secret"))
        if authorization.startswith("Basic "):
            pair = base64.b64decode(authorization.removeprefix("Basic ")).decode().split(":")
            client = (unquote_plus(pair[0]), unquote_plus(pair[1]))
        if client != (CLIENT_ID, CLIENT_SECRET):
            return JSONResponse({"error": "invalid_client"}, 401)
        code = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        is_proven = code is not None and base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == code.challenge
        if code is None or not is_proven or form.get("redirect_uri") != self.callback:
            return JSONResponse({"error": "invalid_grant"}, 400)
        access_token = secrets.token_urlsafe(20)
        self.access_tokens.add(access_token)
        id_token = self.id_token or self.sign(code.claims, code.nonce)
        return JSONResponse({"access_token": access_token, "token_type": "Bearer", "id_token": id_token})

    def sign(self, person: dict[str, Any], nonce: str) -> str:
        """The ID token, with `changes` in place of what it would say; None takes a claim away."""
        moment = int(now().timestamp())
        claims = {"iss": self.url, "aud": CLIENT_ID, "iat": moment, "exp": moment + 300, "nonce": nonce, **person}
        claims = {name: value for name, value in (claims | self.changes).items() if value is not None}
        header = {"alg": self.algorithm, "kid": self.keys[0].kid, **self.header}
        return jwt.encode(header, claims, self.keys[0], [self.algorithm])

    def answer_userinfo(self, authorization: str) -> Response:
        """What there is to know about the person, for the bearer of an access token."""
        if authorization.removeprefix("Bearer ") not in self.access_tokens:
            return JSONResponse({"error": "invalid_token"}, 401)
        return JSONResponse(self.userinfo if self.userinfo is not None else self.person)

    def _back(self, **parameters: str) -> Response:
        return RedirectResponse(f"{self.callback}?{urlencode(parameters)}", 302)


class IssuerServer:
    """The server of all issuers of a run."""

    def __init__(self) -> None:
        self.url = ""
        self.issuers: dict[str, Issuer] = {}
        self.rsa_key = RSAKey.generate_key(2048, auto_kid=True)
        self.app = Starlette(routes=[Route("/{issuer}/{path:path}", self.answer, methods=["GET", "POST"])])

    def open(self, callback: str, person: dict[str, Any]) -> Issuer:
        """A new issuer with one person."""
        name = f"realm-{secrets.token_hex(4)}"
        self.issuers[name] = Issuer(self.url, name, callback, person, [self.rsa_key])
        return self.issuers[name]

    async def answer(self, request: Request) -> Response:
        """Answer a request to an issuer."""
        issuer, path = self.issuers[request.path_params["issuer"]], request.path_params["path"]
        issuer.paths.append(path)
        if path in issuer.instead:
            return issuer.instead[path]
        authorization = request.headers.get("authorization", "")
        form = {name: str(value) for name, value in (await request.form()).items()}
        answers: dict[str, Callable[[], Response]] = {
            "authorize": lambda: issuer.authorize(dict(request.query_params)),
            "token": lambda: issuer.answer_token(form, authorization),
            "userinfo": lambda: issuer.answer_userinfo(authorization),
            "keys": lambda: JSONResponse(KeySet(list(issuer.keys)).as_dict()),
            ".well-known/openid-configuration": lambda: JSONResponse(issuer.discover()),
        }
        return answers[path]()


@contextmanager
def issuers_served() -> Iterator[IssuerServer]:
    """A server of issuers behind a socket."""
    server = IssuerServer()
    with served(server.app) as url:
        server.url = url
        yield server

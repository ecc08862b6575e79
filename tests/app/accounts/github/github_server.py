"""A server that speaks GitHub's sign-in over sockets: its pages' redirects, its token answers, its API, its failures.

Shapes and texts as in docs.github.com ("Authorizing OAuth apps", "Troubleshooting", "REST API endpoints for users").
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

CLIENT_ID, CLIENT_SECRET = "Iv1.8a61f9b3a7aba766", "the secret that only two know"
TOKEN_PATH, USER_PATH, EMAILS_PATH = "/login/oauth/access_token", "/api/v3/user", "/api/v3/user/emails"
_HELP = "/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/#"
# How long a request that is not to be answered is held, unless the test lets go of it before.
_SILENCE = 20.0


@dataclass
class Person:
    """Someone with a GitHub account."""

    id: int
    login: str
    name: str | None = None
    avatar_url: str = "https://avatars.githubusercontent.com/u/1?v=4"
    emails: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class _Code:
    person: Person
    scopes: list[str]
    challenge: str
    redirect_uri: str


def address(email: str, *, primary: bool = True, verified: bool = True) -> dict[str, Any]:
    """An entry of GitHub's list of addresses."""
    return {"email": email, "primary": primary, "verified": verified, "visibility": "private" if primary else None}


def limited(status: int = 403) -> Response:
    """GitHub's answer to too many questions."""
    said = {"message": "API rate limit exceeded for user ID 1.", "documentation_url": "https://docs.github.com/rest"}
    return JSONResponse(said, status, {"X-RateLimit-Limit": "5000", "X-RateLimit-Remaining": "0"})


def refused(error: str) -> Response:
    """How the token endpoint says no: with status 200."""
    return JSONResponse({"error": error, "error_description": f"It is {error}.", "error_uri": f"{_HELP}{error}"})


class GitHub:
    """What the server knows and does. `visitor` is signed in there; a path in `instead` is answered with that."""

    def __init__(self) -> None:
        self.url = ""
        self.callback = ""
        self.forget()
        self.app = Starlette(
            routes=[
                Route("/login/oauth/authorize", self.authorize),
                Route(TOKEN_PATH, self.access_token, methods=["POST"]),
                Route(USER_PATH, self.user),
                Route(EMAILS_PATH, self.emails),
            ]
        )

    def forget(self) -> None:
        """Begin anew."""
        self.visitor = Person(1, "octocat")
        self.denies = False
        self.withheld: set[str] = set()
        self.refresh_token: str | None = None
        self.instead: dict[str, Response] = {}
        self.silent: set[str] = set()
        self.let_go = threading.Event()
        self.waiting = threading.Semaphore(0)
        self.codes: dict[str, _Code] = {}
        self.tokens: dict[str, _Code] = {}

    def wait_for(self, count: int) -> None:
        """Until so many requests are held without an answer."""
        for _ in range(count):
            assert self.waiting.acquire(timeout=_SILENCE)

    def authorize(self, request: Request) -> Response:
        """The page where a person agrees; here they always have made up their mind."""
        asked = dict(request.query_params)
        state = asked.get("state", "")
        if asked.get("client_id") != CLIENT_ID:
            return PlainTextResponse("Not Found", 404)
        if asked.get("redirect_uri") != self.callback:
            said = "The redirect_uri MUST match the registered callback URL for this application."
            return self._back(error="redirect_uri_mismatch", error_description=said, state=state)
        if self.denies:
            said = "The user has denied your application access."
            return self._back(error="access_denied", error_description=said, error_uri=_HELP, state=state)
        scopes = [scope for scope in asked["scope"].split() if scope not in self.withheld]
        code = secrets.token_hex(10)
        self.codes[code] = _Code(self.visitor, scopes, asked.get("code_challenge", ""), self.callback)
        return self._back(code=code, state=state)

    async def access_token(self, request: Request) -> Response:
        """A code for a token, once, for who began with the matching challenge."""
        form = await request.form()
        if request.headers.get("accept") != "application/json":
            return PlainTextResponse("access_token=a&scope=&token_type=bearer")
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return refused("incorrect_client_credentials")
        code = self.codes.pop(str(form.get("code")), None)
        digest = hashlib.sha256(str(form.get("code_verifier", "")).encode()).digest()
        if code is None or base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != code.challenge:
            return refused("bad_verification_code")
        if form.get("redirect_uri") != code.redirect_uri:
            return refused("redirect_uri_mismatch")
        token = f"gho_{secrets.token_urlsafe(27)}"
        self.tokens[token] = code
        answer: dict[str, Any] = {"access_token": token, "scope": ",".join(code.scopes), "token_type": "bearer"}
        if self.refresh_token:
            answer |= {"expires_in": 28800, "refresh_token": self.refresh_token, "refresh_token_expires_in": 15811200}
        return JSONResponse(answer)

    def user(self, request: Request) -> Response:
        """Who the token is for."""
        held = self._held(request)
        if held is None:
            return JSONResponse({"message": "Bad credentials", "status": "401"}, 401)
        person = held.person
        said = {"login": person.login, "id": person.id, "avatar_url": person.avatar_url, "type": "User"}
        return JSONResponse(said | {"name": person.name, "email": None}, headers=self._scopes(held))

    def emails(self, request: Request) -> Response:
        """The person's addresses, for who may see them."""
        held = self._held(request)
        if held is None or "user:email" not in held.scopes:
            return JSONResponse({"message": "Not Found", "status": "404"}, 404)
        return JSONResponse(held.person.emails, headers=self._scopes(held))

    def _back(self, **parameters: str) -> Response:
        return RedirectResponse(f"{self.callback}?{urlencode(parameters)}", 302)

    def _held(self, request: Request) -> _Code | None:
        return self.tokens.get(request.headers.get("authorization", "").removeprefix("Bearer "))

    @staticmethod
    def _scopes(held: _Code) -> dict[str, str]:
        return {"X-OAuth-Scopes": ", ".join(held.scopes), "X-RateLimit-Remaining": "4999"}


class Failing:
    """The server with what it is told to do instead."""

    def __init__(self, github: GitHub) -> None:
        self._github = github

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stay silent, answer something else, or do as GitHub does."""
        path = scope.get("path", "")
        if path in self._github.silent:
            self._github.waiting.release()
            await run_sync(self._github.let_go.wait, _SILENCE)
        app: ASGIApp = self._github.instead.get(path) or self._github.app
        await app(scope, receive, send)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The application behind a socket of this machine; gives its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None, access_log=False, ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=20)


@contextmanager
def github_served() -> Iterator[GitHub]:
    """A GitHub behind a socket."""
    github = GitHub()
    with served(Failing(github)) as url:
        github.url = url
        yield github

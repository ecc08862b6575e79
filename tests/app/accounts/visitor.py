"""Act as a visitor with a browser: keep cookies, fill in our forms, read the emails that were written."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime
from urllib.parse import urlsplit

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware

from app.mail import outbox
from app.routes import ROUTES
from app.web.headers import SecurityHeaders
from app.web.own_hosts import OwnHosts
from database.sessions import auth_session
from database.settings import settings

APP = Starlette(routes=ROUTES, middleware=[Middleware(SecurityHeaders), Middleware(OwnHosts)])
PASSWORD = "correct horse battery"
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_PROBLEM = re.compile(r'role="alert"[^>]*>(.*?)</p>', re.DOTALL)


class Visitor:
    """One browser. `send` opens the form first, as a person does, unless it is told what token to send."""

    def __init__(self, address: str = "192.0.2.10", agent: str = "Firefox on Linux") -> None:
        self.home = settings().public_url
        self._browser = httpx.AsyncClient(
            transport=httpx.ASGITransport(APP, client=(address, 50000)),
            base_url=self.home,
            headers={"User-Agent": agent},
        )

    @property
    def cookies(self) -> httpx.Cookies:
        """What the browser holds."""
        return self._browser.cookies

    @property
    def session_token(self) -> str | None:
        """The session cookie's value."""
        return self.cookies.get("jl_session")

    def plant(self, token: str | None) -> None:
        """Put a session cookie into this browser."""
        self.cookies.set("jl_session", token or "", domain=urlsplit(self.home).hostname or "", path="/")

    def open(self, path: str, **headers: str) -> httpx.Response:
        """GET a page."""
        return asyncio.run(self._browser.get(path, headers=headers))

    def send(self, path: str, *, token: str | None = None, **fields: str) -> httpx.Response:
        """Fill in the form of an address and send it."""
        given = {"token": self.token(path) if token is None else token, **fields}
        return self.post(path, given, {"Origin": self.home, "Sec-Fetch-Site": "same-origin"})

    def post(self, path: str, fields: dict[str, str], headers: dict[str, str]) -> httpx.Response:
        """POST as it is."""
        return asyncio.run(self._browser.post(path, data=fields, headers=headers))

    def token(self, path: str) -> str:
        """The token of the form at an address."""
        found = _TOKEN.search(self.open(path).text)
        assert found, f"there is no form at {path}"
        return found[1]

    def sign_up(self, email: str, password: str = PASSWORD, name: str = "") -> httpx.Response:
        """Send the form to make an account."""
        return self.send("/auth/sign-up", email=email, password=password, name=name)

    def verify(self, link: str, password: str = PASSWORD) -> httpx.Response:
        """Follow a verification letter's link and confirm with the password."""
        self.follow(link)
        return self.send("/auth/verify", password=password)

    def follow(self, link: str) -> httpx.Response:
        """Open an emailed link, and the page it leads to."""
        answer = self.open(link.removeprefix(self.home))
        return self.open(answer.headers["location"]) if answer.is_redirect else answer

    def sign_in(self, email: str, password: str = PASSWORD, following: str = "/") -> httpx.Response:
        """Send the form to sign in."""
        return self.send("/auth/sign-in", email=email, password=password, next=following)

    def is_signed_in(self) -> bool:
        """Return True when this browser is signed in: the sign-in form sends it on."""
        return self.open("/auth/sign-in").is_redirect


def member(email: str = "ada@example.org", password: str = PASSWORD) -> Visitor:
    """Someone who has an account with a proven address and is signed in."""
    visitor = Visitor()
    visitor.sign_up(email, password)
    assert visitor.verify(link_in(letters_to(email)[0]), password).status_code == 303
    return visitor


def letters_to(email: str) -> list[outbox.QueuedEmail]:
    """The letters that wait for an address, newest first."""
    with auth_session() as session:
        return [letter for letter in outbox.list_queued(session, 100) if letter.recipient == email]


def link_in(letter: outbox.QueuedEmail, path: str = "") -> str:
    """The first link of a letter to a path of ours."""
    return next(
        link for link in re.findall(r"https?://\S+", letter.text) if urlsplit(link).path.startswith(path or "/auth/")
    )


def heading(answer: httpx.Response) -> str:
    """The page's heading."""
    found = _HEADING.search(answer.text)
    assert found
    return found[1]


def problem(answer: httpx.Response) -> str:
    """What the page says is wrong; empty when nothing is."""
    found = _PROBLEM.search(answer.text)
    return found[1] if found else ""


def at(moment: datetime) -> str:
    """A moment as the clock's setting takes it."""
    return moment.isoformat()

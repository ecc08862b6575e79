"""Keep closed what a security review of accounts found."""

from __future__ import annotations

import asyncio
import http.server
import threading
from collections.abc import Callable
from typing import ClassVar
from uuid import UUID

import httpx
import psycopg
import pytest
from argon2 import PasswordHasher
from sqlalchemy.exc import IntegrityError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app.accounts import passwords, service, sign_in
from app.routes import is_known
from app.web import cookies
from app.web.client import Client
from app.web.headers import HEADERS, SecurityHeaders
from database.models import User
from database.sessions import auth_session
from tests.app.accounts.visitor import APP, PASSWORD, Visitor, letters_to, link_in, member
from tests.app.browser import serving
from tests.app.web.test_review_served import handshake
from tests.app.web.test_server import get

EMAIL = "ada@example.org"
NEW = "quite another password"


def user_id(owner: psycopg.Connection, email: str = EMAIL) -> UUID:
    row = owner.execute("select id from users where email = %s", [email]).fetchone()
    assert row
    found: UUID = row[0]
    return found


def test_over_tls_browsers_are_told_to_stay_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """ASVS 3.4.1."""
    monkeypatch.setenv("PUBLIC_URL", "https://jobs.example")
    policy = get("/feed").headers["Strict-Transport-Security"]
    assert int(policy.partition("max-age=")[2].partition(";")[0]) >= 365 * 86400
    assert "includeSubDomains" in policy
    monkeypatch.setenv("PUBLIC_URL", "http://jobs.example")
    assert "Strict-Transport-Security" not in get("/feed").headers


def test_no_script_can_move_the_screens_base_or_send_to_other_hosts() -> None:
    """ASVS 3.4.3."""
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy["base-uri"] == "'none'"
    assert policy["connect-src"] == "'self'"


def test_over_tls_no_cookie_travels_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """ASVS 3.3.1: Streamlit marks its own cookie only where it speaks TLS itself."""

    def streamlit(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("ok", headers={"Set-Cookie": "_streamlit_xsrf=2|a|b; Path=/; SameSite=Lax"})

    frame = Starlette(routes=[Route("/", streamlit)], middleware=[Middleware(SecurityHeaders)])
    monkeypatch.setenv("PUBLIC_URL", "https://jobs.example")
    assert "Secure" in get("/", frame).headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/script-health-check", "/oauth2callback"])
def test_streamlits_own_ways_in_and_figures_are_closed(path: str) -> None:
    assert not is_known(path)


@pytest.mark.parametrize("given", [b"\xa0__Host-jl_session=evil", b"\x85__Host-jl_session=evil"])
def test_a_sibling_site_cannot_plant_a_session_under_a_name_that_only_looks_like_ours(
    given: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    r"""Browsers keep `\xa0__Host-…` for whole domains; a server that strips the blank takes it for ours."""
    monkeypatch.setenv("PUBLIC_URL", "https://jobs.example")
    request = Request({"type": "http", "headers": [(b"cookie", b"__Host-jl_session=own; " + given)]})
    assert cookies.read(request, cookies.SESSION_COOKIE) == "own"
    request = Request({"type": "http", "headers": [(b"cookie", given)]})
    assert cookies.read(request, cookies.SESSION_COOKIE) is None


def answered(path: str, fields: dict[str, str], headers: dict[str, str] | None = None) -> httpx.Response:
    """The answer to a form, also where the application fails."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(APP, client=("192.0.2.9", 1), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://jobs.example") as browser:
            page = await browser.get("/auth/sign-in")
            token = page.text.partition('name="token" value="')[2].partition('"')[0]
            own = {"Origin": "http://jobs.example", "Sec-Fetch-Site": "same-origin"}
            return await browser.post(path, data=fields | {"token": token}, headers=own | (headers or {}))

    return asyncio.run(ask())


def test_a_nul_in_an_address_is_a_wrong_address() -> None:
    assert answered("/auth/sign-in", {"email": "a\0b@example.org", "password": "x"}).status_code == 401


def test_a_nul_or_turning_mark_in_a_name_is_left_out(owner: psycopg.Connection) -> None:
    answer = answered("/auth/sign-up", {"email": EMAIL, "password": PASSWORD, "name": "A\0d\u202ea"})
    assert answer.status_code == 200
    assert owner.execute("select display_name from users").fetchall() in ([("A da",)], [("Ada",)])


def test_a_broken_origin_is_a_refused_form() -> None:
    assert answered("/auth/sign-in", {"email": EMAIL, "password": "x"}, {"Origin": "http://["}).status_code == 403


def test_without_a_database_the_door_says_so_on_a_page_with_its_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(APP, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://jobs.example") as browser:
            return await browser.get("/auth/sign-in", headers={"Cookie": "jl_session=x"})

    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    answer = asyncio.run(ask())
    assert answer.status_code == 503
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_a_look_alike_address_does_not_take_the_place_of_the_real_one() -> None:
    """PostgreSQL makes `i` of `İ`, Python two characters: the two must not disagree on whose an address is."""
    Visitor().sign_up("v\u0130ctim@example.org", "the squatter's choice")
    Visitor("192.0.2.11").sign_up("victim@example.org")
    assert letters_to("victim@example.org")


@pytest.mark.parametrize("email", ["\u039f\u0394\u039f\u03a3@example.org", "\u0130@example.org"])
def test_an_address_that_the_two_write_small_differently_signs_in_or_is_none(email: str) -> None:
    visitor = Visitor()
    if visitor.sign_up(email).status_code == 422:
        return
    assert visitor.verify(link_in(letters_to(email.lower())[0])).status_code == 303
    assert Visitor().sign_in(email).status_code == 303


def test_an_error_of_the_database_names_nobody() -> None:
    """`DETAIL: Key (lower(email))=(…) already exists` would stand in the log."""
    with auth_session() as session:
        session.add_all([User(email=EMAIL), User(email=EMAIL.upper())])
        with pytest.raises(IntegrityError) as failed:
            session.flush()
        session.rollback()
    assert EMAIL not in str(failed.value)


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Do this while the next password is being checked."""
    check = passwords.matches
    done: list[bool] = []

    def slow(stored: str | None, password: str) -> bool:
        is_right = check(stored, password)
        if not done:
            done.append(True)
            act()
        return is_right

    monkeypatch.setattr(passwords, "matches", slow)


def reset_to(password: str, owner: psycopg.Connection) -> None:
    found = user_id(owner)
    with auth_session() as session:
        service.reset_password(session, session.get_one(User, found), password, Client(None, None))


def test_who_is_signing_in_with_the_old_password_while_it_is_changed_stays_outside(
    owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    member(EMAIL)
    thief = Visitor("203.0.113.5")
    thief.token("/auth/sign-in")
    meanwhile(monkeypatch, lambda: reset_to(NEW, owner))
    assert thief.sign_in(EMAIL, PASSWORD).status_code == 401
    assert not thief.is_signed_in()


def test_hashing_anew_does_not_bring_an_old_password_back(
    owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    member(EMAIL)
    outdated = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    owner.execute("update users set password_hash = %s", [outdated])
    meanwhile(monkeypatch, lambda: reset_to(NEW, owner))
    Visitor("203.0.113.5").sign_in(EMAIL, PASSWORD)
    assert Visitor("203.0.113.6").sign_in(EMAIL, NEW).status_code == 303


def test_nobody_becomes_operator_because_the_last_one_left(owner: psycopg.Connection) -> None:
    member(EMAIL)
    member("bob@example.org")
    owner.execute("delete from users where email = %s", [EMAIL])
    member("eve@example.org")
    assert owner.execute("select count(*) from ops.operators").fetchone() == (0,)


def test_the_security_log_cannot_be_flooded_by_waiting(owner: psycopg.Connection) -> None:
    """Fifty lines are shown: whoever got in could push that line out with tries that cost nothing."""
    member(EMAIL)
    stranger = Visitor("203.0.113.5")
    for number in range(30):
        stranger.sign_in(EMAIL, f"guess number {number}")
    row = owner.execute("select count(*) from auth_events where event = 'login_limited'").fetchone()
    assert row
    assert row[0] <= 3


def test_a_customer_with_many_ipv6_networks_is_slowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A /48 holds 65,536 networks of /64."""
    monkeypatch.setattr(passwords, "matches", lambda _stored, _password: False)
    results = [
        sign_in.sign_in(f"user{number}@example.org", "x", Client(f"2001:db8:1:{number:x}::1", None), None)
        for number in range(300)
    ]
    assert isinstance(results[-1], sign_in.TooManyAttempts)


@pytest.mark.parametrize("header", ["X-Real-IP", "X-Forwarded-Host", "Via", "CF-Connecting-IP"])
def test_letters_are_not_shown_through_a_proxy_of_any_kind(header: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://localhost:8501")
    assert Visitor("127.0.0.1").open("/auth/outbox", **{header: "x"}).status_code == 404


class Proxy(http.server.BaseHTTPRequestHandler):
    """Notes which servers someone wants to reach through it."""

    wanted: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Refuse, and remember."""
        self.wanted.append(self.path)
        self.send_error(502)

    do_CONNECT = do_GET  # noqa: N815 - the name is http.server's

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Say nothing."""


@pytest.mark.timeout(120)
def test_the_served_app_believes_no_one_and_asks_no_one(
    owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sockets of other origins, X-Forwarded-For without TRUSTED_PROXIES, and questions to strangers' servers."""
    monkeypatch.delenv("PUBLIC_URL")
    monkeypatch.delenv("JOBLEDGER_NOW")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.server_port}")
        monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
        with serving() as address:
            statuses = {
                origin: asyncio.run(handshake(address, origin))
                for origin in ("https://evil.example", "http://localhost:9", "http://127.0.0.1:9", "http://[")
            }
            with httpx.Client(
                base_url=address, headers={"Origin": address, "X-Forwarded-For": "198.51.100.7"}, trust_env=False
            ) as browser:
                token = browser.get("/auth/sign-in").text.partition('name="token" value="')[2].partition('"')[0]
                browser.post("/auth/sign-in", data={"token": token, "email": EMAIL, "password": "x"})
        proxy.shutdown()
    seen = owner.execute("select host(ip_address) from auth_events where event = 'login_failure'").fetchone()
    assert statuses == dict.fromkeys(statuses, 403)
    assert Proxy.wanted == []
    assert seen == ("127.0.0.1",)

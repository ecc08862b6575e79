"""Open pages over real sockets whose session ends elsewhere: they are closed, and nobody continues them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import event, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.accounts import credentials, open_sockets, service, sessions
from app.accounts.open_sockets import ENDED_CODE, OpenSockets
from app.accounts.routes import SESSION_ENDED_PATH
from app.web.tokens import hash_token
from database.clock import now
from database.engine import engine
from database.models import SessionUse, User, UserSession
from database.sessions import auth_session
from tests.app.accounts.visitor import Visitor, member
from tests.app.browser import serving
from tests.app.people import FIREFOX, Person, another_session, person
from tests.app.stream import Stream

End = Callable[[Session, Person], object]


@pytest.fixture
def address() -> Iterator[str]:
    with serving() as served:
        yield served


def _find(session: Session, ada: Person) -> sessions.SignedInUser:
    found = sessions.find(session, ada.token)
    assert found
    return found


def _change_password(session: Session, ada: Person) -> None:
    """On this page's own device, whose token is renewed."""
    user = session.get_one(User, ada.id)
    credentials.change_password(session, user, _find(session, ada), "quite another password", FIREFOX)


def _pass_a_month(session: Session, ada: Person) -> None:
    session.execute(update(UserSession).where(UserSession.user_id == ada.id).values(expires_at=now()))


def _pass_two_idle_weeks(session: Session, _ada: Person) -> None:
    session.execute(update(SessionUse).values(last_used_at=now() - timedelta(days=14)))


ENDS: dict[str, End] = {
    "all sessions ended": lambda session, ada: sessions.end_all(session, ada.id),
    "signed out": lambda session, ada: sessions.end(session, ada.id, _find(session, ada).session_id),
    "password changed": _change_password,
    "password reset": lambda session, ada: service.reset_password(
        session, session.get_one(User, ada.id), "quite another password", FIREFOX
    ),
    "account deleted": lambda session, ada: credentials.delete(session, session.get_one(User, ada.id), FIREFOX),
    "a month passed": _pass_a_month,
}


async def watch_ends(address: str) -> dict[str, tuple[int | None, str]]:
    """End a session in every way with a page of it open; return how each page was closed.

    Pages of someone else, of nobody and with a cookie that was dead before stay as they are.
    """
    bob, dead = person("bob@example.org", name="Bob"), person("dead@example.org")
    with auth_session() as session:
        sessions.end_all(session, dead.id)
    closed = {}
    async with (
        Stream(address, {"jl_session": bob.token}) as other,
        Stream(address, {}) as nobody,
        Stream(address, {"jl_session": dead.token}) as stranger,
    ):
        bystanders = {other: "bob@example.org", nobody: "Sign in", stranger: "Sign in"}
        for name, end in ENDS.items():
            ada = person(f"ada-{len(closed)}@example.org", name="Ada")
            async with Stream(address, {"jl_session": ada.token}) as page:
                assert "Ada" in await page.visit("settings")
                with auth_session() as session:
                    end(session, ada)
                closed[name] = await page.wait_for_close()
            for bystander, text in bystanders.items():
                assert text in await bystander.visit("settings"), name
        with auth_session() as session:
            _pass_two_idle_weeks(session, bob)
        closed["two weeks without use"] = await other.wait_for_close()
    return closed


@pytest.mark.timeout(180)
def test_an_open_page_is_closed_however_its_session_ends(address: str) -> None:
    closed = asyncio.run(watch_ends(address))
    assert closed == dict.fromkeys([*ENDS, "two weeks without use"], (ENDED_CODE, SESSION_ENDED_PATH))


async def continue_pages(address: str) -> None:
    """Come back with a page's id, as Streamlit's script does when a connection was lost."""
    ada = person("ada@example.org", name="Ada")
    cookies = {"jl_session": ada.token}
    async with Stream(address, cookies) as page:
        await page.visit("settings")
    async with Stream(address, cookies, page.page_id) as again:
        await again.visit("settings")
        assert again.page_id == page.page_id
        with auth_session() as session:
            sessions.end_all(session, ada.id)
        await again.wait_for_close()
    for cookies_after in (cookies, {}):
        async with Stream(address, cookies_after, page.page_id) as after:
            assert "ada@example.org" not in await after.visit("settings")
            assert after.page_id not in {"", page.page_id}


@pytest.mark.timeout(120)
def test_only_a_live_session_continues_an_earlier_page(address: str) -> None:
    asyncio.run(continue_pages(address))


def test_one_query_looks_up_all_open_sockets() -> None:
    ada, bob = person(), person("bob@example.org")
    tokens = [ada.token, *(another_session(ada) for _ in range(20)), bob.token]
    sockets, ends = OpenSockets(), {token: [asyncio.Event() for _ in range(50)] for token in tokens}
    for token, events in ends.items():
        for end in events:
            sockets.add(hash_token(token), end)
    with auth_session() as session:
        sessions.end_all(session, ada.id)
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(engine("auth"), "before_cursor_execute", count)
    asyncio.run(sockets._check())
    event.remove(engine("auth"), "before_cursor_execute", count)
    assert len(statements) == 1
    assert {token for token, events in ends.items() if all(end.is_set() for end in events)} == set(tokens[:-1])
    assert not any(end.is_set() for end in ends[bob.token])


def test_without_open_sockets_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    sockets, end = OpenSockets(), asyncio.Event()
    monkeypatch.setattr(open_sockets, "_find_live_hashes", lambda _hashes: pytest.fail("asked for nothing"))
    asyncio.run(sockets._check())
    sockets.add("a hash", end)
    sockets.remove("a hash", end)
    asyncio.run(sockets._check())


def test_the_check_outlives_an_outage_and_logs_it_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answers: list[Exception] = [OperationalError("", None, Exception("away"))] * 3

    def find(_hashes: object) -> set[str]:
        if answers:
            raise answers.pop()
        return set()

    async def check() -> None:
        sockets, end = OpenSockets(), asyncio.Event()
        sockets.add("a hash", end)
        async with sockets.keep_checking(), asyncio.timeout(30):
            await end.wait()

    monkeypatch.setattr(open_sockets, "CHECK_SECONDS", 0.0)
    monkeypatch.setattr(open_sockets, "_find_live_hashes", find)
    with caplog.at_level(logging.ERROR, open_sockets.LOG.name):
        asyncio.run(check())
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("referer", "next_path"),
    [
        ("http://jobs.example/analytics?period=month", "/analytics?period=month"),
        ("http://evil.example//evil.example/x", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_the_page_of_an_ended_session_leads_to_sign_in_and_back(referer: str, next_path: str) -> None:
    stranger, ada = Visitor(), member()
    way = stranger.open(SESSION_ENDED_PATH, Referer=referer).headers["location"]
    assert f'name="next" value="{next_path}"' in stranger.open(way).text
    assert ada.open(way).headers["location"] == next_path

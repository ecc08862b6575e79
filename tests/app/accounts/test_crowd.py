"""Many people sign in at once: nobody sees anyone else, and others can sign in while one account is attacked."""

from __future__ import annotations

import asyncio
import re
from uuid import UUID

import httpx
import pytest

from app.accounts import passwords, sessions
from app.web.client import Client
from database.clock import now
from database.models import User
from database.sessions import auth_session
from tests.app.accounts.visitor import PASSWORD
from tests.app.browser import serving
from tests.app.stream import Stream

GUESSES = 10  # more than are free of a wait
SCREENS = ("", "saved", "feed", "settings")
_NAME = re.compile(r"person-\d{3}-\w{8}")
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


def people(count: int) -> dict[str, str]:
    """Make accounts, by name, each with the token of an open session."""
    stored = passwords.hash_password(PASSWORD)
    signed_in = {}
    with auth_session() as session:
        for number in range(count):
            name = f"person-{number:03d}-{UUID(int=number * 7919 << 96).hex[:8]}"
            user = User(email=f"{name}@example.org", display_name=name, password_hash=stored, email_verified_at=now())
            session.add(user)
            session.flush()
            signed_in[name] = sessions.create_session(session, user.id, Client(None, None))
    return signed_in


async def look(address: str, name: str, token: str) -> list[set[str]]:
    """The names on every screen that one person visits."""
    async with Stream(address, {"jl_session": token}) as page:
        return [set(_NAME.findall(await page.visit(screen))) for screen in SCREENS]


async def attack(address: str, email: str, stop: asyncio.Event) -> list[int]:
    """Guess at one account's password until `stop`, and at least GUESSES times; returns the answers' statuses."""
    statuses = []
    async with httpx.AsyncClient(base_url=address, headers={"Origin": address}, timeout=60) as browser:
        token = _TOKEN.findall((await browser.get("/auth/sign-in")).text)[0]
        while not stop.is_set() or len(statuses) < GUESSES:
            fields = {"token": token, "email": email, "password": f"guess {len(statuses)}"}
            statuses.append((await browser.post("/auth/sign-in", data=fields)).status_code)
    return statuses


async def sign_in(address: str, email: str, client: str) -> int:
    """Sign in from an address of one's own."""
    headers = {"Origin": address, "X-Forwarded-For": client}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=60) as browser:
        token = _TOKEN.findall((await browser.get("/auth/sign-in")).text)[0]
        answer = await browser.post("/auth/sign-in", data={"token": token, "email": email, "password": PASSWORD})
        return answer.status_code


@pytest.mark.parametrize("count", [15, pytest.param(50, marks=pytest.mark.long)])
def test_many_people_at_once_see_themselves_only_and_can_sign_in(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.delenv("PUBLIC_URL")
    monkeypatch.delenv("JOBLEDGER_NOW")
    monkeypatch.setenv("TRUSTED_PROXIES", "127.0.0.1")
    signed_in = people(count)
    victim = f"{next(iter(signed_in))}@example.org"

    async def crowd(address: str) -> tuple[list[list[set[str]]], list[int], list[int]]:
        stop = asyncio.Event()
        attacking = asyncio.create_task(attack(address, victim, stop))
        looking = asyncio.gather(*(look(address, name, token) for name, token in signed_in.items()))
        entering = asyncio.gather(
            *(sign_in(address, f"{name}@example.org", f"198.18.0.{n}") for n, name in enumerate(list(signed_in)[:10]))
        )
        seen, statuses = await looking, await entering
        stop.set()
        return seen, statuses, await attacking

    with serving() as address:
        seen, entered, attacked = asyncio.run(crowd(address))
    assert set(attacked) == {401, 429}
    assert attacked.count(401) < 20, "six guesses are free, then each waits twice as long"
    assert entered == [303] * 10, "the attacked account's owner among them"
    for name, screens in zip(signed_in, seen, strict=True):
        assert screens == [{name}] * len(SCREENS)

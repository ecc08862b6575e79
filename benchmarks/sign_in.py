"""Whether the time of an answer tells who has an account: signing in with known against unknown addresses, and asking
for a reset letter, over HTTP at a served app.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

import httpx

from app.accounts import passwords
from benchmarks.scratch import scratch_home
from database.clock import now
from database.migrate import migrate
from database.models import User
from database.sessions import auth_session
from tests.app.browser import serving

TRIES = 200
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_MOVED = 10  # tries before the first that is measured


def measure() -> dict[str, Any]:
    """Medians of seconds, and known over unknown, of two hundred tries each, taken in turn."""
    with scratch_home():
        migrate()
        _fill()
        return _measured()


def _measured() -> dict[str, Any]:
    with _behind_a_proxy(), serving() as address, httpx.Client(base_url=address, timeout=30) as browser:
        return {
            "tries": TRIES,
            "sign_in": _compared(browser, "/auth/sign-in", 401, {"password": "not the password", "next": "/"}),
            "forgotten_password": _compared(browser, "/auth/forgot", 200, {}),
        }


def _compared(browser: httpx.Client, path: str, status: int, fields: dict[str, str]) -> dict[str, float]:
    found = _TOKEN.search(browser.get(path).text)
    if not found:
        raise RuntimeError(f"there is no form at {path}")
    form = fields | {"token": found[1]}
    seconds: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(TRIES + _MOVED):
        for kind, taken in seconds.items():
            # Each try comes from a network of its own, as an attacker's would who wants to pass by the limits.
            headers = {"Origin": str(browser.base_url).rstrip("/"), "X-Forwarded-For": f"198.18.{number}.{len(kind)}"}
            begun = time.perf_counter()
            answer = browser.post(path, data=form | {"email": f"{kind}{number}@example.org"}, headers=headers)
            taken.append(time.perf_counter() - begun)
            if answer.status_code != status:
                raise RuntimeError(f"{path} answered {answer.status_code} where {status} was due")
    medians = {kind: median(taken[_MOVED:]) for kind, taken in seconds.items()}
    return {f"{kind}_seconds": round(value, 5) for kind, value in medians.items()} | {
        "ratio": round(medians["known"] / medians["unknown"], 3)
    }


def _fill() -> None:
    stored = passwords.hashed("the password of every account here")
    with auth_session() as session:
        session.add_all(
            User(email=f"known{number}@example.org", password_hash=stored, email_verified_at=now())
            for number in range(TRIES + _MOVED)
        )


@contextmanager
def _behind_a_proxy() -> Iterator[None]:
    os.environ["TRUSTED_PROXIES"] = "127.0.0.1"
    try:
        yield
    finally:
        del os.environ["TRUSTED_PROXIES"]

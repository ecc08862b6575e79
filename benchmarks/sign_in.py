"""Measure whether the response time reveals who has an account: signing in with known and unknown addresses, and
requesting a password reset, over HTTP at a served app.
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
_WARM_UP_TRIES = 10  # tries before the first measured one


def measure() -> dict[str, Any]:
    """Return medians of seconds, and known over unknown, of two hundred tries each, taken alternately."""
    with scratch_home():
        migrate()
        _add_accounts()
        return _measure_all()


def _measure_all() -> dict[str, Any]:
    with _trust_local_proxy(), serving() as address, httpx.Client(base_url=address, timeout=30) as browser:
        return {
            "tries": TRIES,
            "sign_in": _compare_times(browser, "/auth/sign-in", 401, {"password": "not the password", "next": "/"}),
            "forgotten_password": _compare_times(browser, "/auth/forgot", 200, {}),
        }


def _compare_times(browser: httpx.Client, path: str, status: int, fields: dict[str, str]) -> dict[str, float]:
    token_match = _TOKEN.search(browser.get(path).text)
    if not token_match:
        raise RuntimeError(f"there is no form at {path}")
    form = fields | {"token": token_match[1]}
    seconds: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(TRIES + _WARM_UP_TRIES):
        for account_kind, durations in seconds.items():
            # Each try comes from its own network, like those of an attacker who avoids the rate limits.
            headers = {
                "Origin": str(browser.base_url).rstrip("/"),
                "X-Forwarded-For": f"198.18.{number}.{len(account_kind)}",
            }
            started_at = time.perf_counter()
            response = browser.post(path, data=form | {"email": f"{account_kind}{number}@example.org"}, headers=headers)
            durations.append(time.perf_counter() - started_at)
            if response.status_code != status:
                raise RuntimeError(f"{path} returned {response.status_code} instead of {status}")
    medians = {account_kind: median(durations[_WARM_UP_TRIES:]) for account_kind, durations in seconds.items()}
    return {f"{account_kind}_seconds": round(value, 5) for account_kind, value in medians.items()} | {
        "ratio": round(medians["known"] / medians["unknown"], 3)
    }


def _add_accounts() -> None:
    stored = passwords.hash_password("the password of every account here")
    with auth_session() as session:
        session.add_all(
            User(email=f"known{number}@example.org", password_hash=stored, email_verified_at=now())
            for number in range(TRIES + _WARM_UP_TRIES)
        )


@contextmanager
def _trust_local_proxy() -> Iterator[None]:
    os.environ["TRUSTED_PROXIES"] = "127.0.0.1"
    try:
        yield
    finally:
        del os.environ["TRUSTED_PROXIES"]

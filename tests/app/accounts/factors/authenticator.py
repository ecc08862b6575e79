"""Act as a person with an authenticator app: read the secret off the page, and tell the code of a moment."""

from __future__ import annotations

import html
import re

import httpx
from pyotp import TOTP

from database.clock import now
from tests.app.accounts.visitor import Visitor

_SECRET = re.compile(r"Enter this key in the app:\s*<code>([A-Z2-7 ]+)</code>")
_SETUP = re.compile(r'name="setup" value="([^"]+)"')
_CODES = re.compile(r"<li><code>([a-z2-9-]+)</code></li>")


def code_of(secret: str, steps: int = 0) -> str:
    """The code that the app shows now, or this many half minutes later."""
    return TOTP(secret).generate_otp(int(now().timestamp()) // 30 + steps)


def read_setup(visitor: Visitor) -> tuple[str, str]:
    """Open the page with the QR code; the secret, and the sealed field of the form."""
    page = visitor.open("/auth/totp").text
    secret, setup = _SECRET.search(page), _SETUP.search(page)
    assert secret, page
    assert setup
    return secret[1].replace(" ", ""), html.unescape(setup[1])


def set_up(visitor: Visitor) -> tuple[str, list[str]]:
    """Set up the app; its secret, and the recovery codes."""
    secret, setup = read_setup(visitor)
    answer = visitor.send("/auth/totp", setup=setup, code=code_of(secret))
    codes = read_codes(answer)
    assert len(codes) == 10, answer.text
    return secret, codes


def read_codes(answer: httpx.Response) -> list[str]:
    """The recovery codes on a page."""
    return _CODES.findall(answer.text)

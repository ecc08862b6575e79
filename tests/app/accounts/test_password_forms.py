"""What the forms that ask for a password leave to people: password managers, long passwords, and keeping theirs."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.accounts.passwords import MAX_LENGTH
from tests.app.accounts.visitor import PASSWORD, Visitor, letters_to, link_in, member

EMAIL = "ada@example.org"
INPUT = re.compile(r"<input[^>]*autocomplete=\"(?:current|new)-password\"[^>]*>")
NAMED = re.compile(r'<input[^>]*name="(?:password|current)"[^>]*>')


def test_passwords_are_hidden_while_typed_and_left_to_password_managers() -> None:
    ada, reader = member(EMAIL), Visitor()
    reader.send("/auth/forgot", email=EMAIL)
    reader.follow(link_in(letters_to(EMAIL)[0], "/auth/reset"))
    pages = {path: Visitor().open(path).text for path in ("/auth/sign-in", "/auth/sign-up")}
    pages |= {path: ada.open(path).text for path in ("/auth/password", "/auth/email", "/auth/delete", "/auth/confirm")}
    pages["/auth/reset"] = reader.open("/auth/reset").text
    for path, page in pages.items():
        inputs = NAMED.findall(page)
        assert inputs, path
        assert inputs == INPUT.findall(page), path
        for tag in inputs:
            assert 'type="password"' in tag, path
            assert "onpaste" not in tag, path


def test_the_longest_password_signs_in() -> None:
    longest = ("a long story " * 10)[:MAX_LENGTH]
    assert len(longest) == MAX_LENGTH >= 64
    member(EMAIL, longest)
    assert Visitor().sign_in(EMAIL, longest).status_code == 303


def test_a_password_does_not_expire(clock: Callable[..., object]) -> None:
    member(EMAIL)
    clock(days=1000)
    assert Visitor().sign_in(EMAIL, PASSWORD).headers["location"] == "/"

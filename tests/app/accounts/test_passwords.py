"""Which new passwords are refused: the commonest, and those made of what is known of the user."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest

from app.accounts.common_passwords import COMMON_PASSWORDS_FILE, hash_common_password
from app.accounts.passwords import find_password_problem

# The 200 commonest of the list that have eight characters or more, in its order.
COMMONEST_FILE = Path(__file__).with_name("commonest_passwords.txt")


def test_the_commonest_are_refused() -> None:
    passwords = COMMONEST_FILE.read_text(encoding="utf-8").split()
    assert len(passwords) == 200
    for password in passwords:
        assert "too common" in (find_password_problem(password, "ada@example.org", None) or ""), password


@pytest.mark.parametrize("password", ["Admin@123", "P@ssw0rd", "Pass@1234", "Aa@123456", "Welcome@123", "123456aA@"])
def test_a_symbol_or_two_make_no_difference(password: str) -> None:
    assert "too common" in (find_password_problem(password, "ada@example.org", None) or "")


def test_the_file_is_sorted_and_large() -> None:
    content = COMMON_PASSWORDS_FILE.read_bytes()
    hashes = [content[start : start + 5] for start in range(0, len(content), 5)]
    assert hashes == sorted(set(hashes))
    assert len(hashes) > 280_000
    assert hash_common_password("PASSWORD") in hashes


def test_random_passwords_are_accepted() -> None:
    dice = random.Random(15)
    for characters in (string.ascii_lowercase, string.ascii_letters + string.digits, string.printable.strip()):
        for length in (8, 10, 12) * 2_000:
            password = "".join(dice.choices(characters, k=length))
            assert find_password_problem(password, "ada@example.org", "Ada Lovelace") is None, password


@pytest.mark.parametrize(
    "password",
    [
        "a.b@x.org",
        "ada@example.org",
        "ada.lovelace",
        "AdaLovelace1",
        "lovelace2026!",
        "ada19901224",
        "!!Lovelace!!",
        "lovelaceqwerty",
        "jobledger123456",
        "JobLedger-Ada",
        "example2026",
    ],
)
def test_own_words_with_a_trivial_rest_are_refused(password: str) -> None:
    email = password if "@x" in password else "ada@example.org"
    assert "easy to guess" in (find_password_problem(password, email, "Ada Lovelace") or "")


@pytest.mark.parametrize("password", ["ada climbs ladders", "jobledger correct horse", "xk7-qpw.zt2 ada"])
def test_own_words_among_others_are_accepted(password: str) -> None:
    assert find_password_problem(password, "ada@example.org", "Ada Lovelace") is None

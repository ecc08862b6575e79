"""Passwords: hashing, checking and what may be one. Where the hash is kept is not known here."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

SHORTEST, LONGEST = 8, 128
# OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    """The argon2id hash, with its parameters and salt."""
    return HASHER.hash(_bytes(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed. Takes the same time where there is no hash to compare with."""
    try:
        HASHER.verify(stored or _nobodys(), _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other parameters than those of today."""
    return HASHER.check_needs_rehash(stored)


def problem(password: str, *personal: str) -> str | None:
    """What is wrong with a new password, in words for the person who chose it; None when nothing is.

    `personal` are words that must not be the password: the address, the name. Any characters are fine.
    """
    if len(password) < SHORTEST:
        return f"Use at least {SHORTEST} characters. A few unrelated words make a good password."
    if len(password) > LONGEST:
        return f"Use at most {LONGEST} characters."
    plain = password.casefold()
    if plain in _common() or len(set(plain)) == 1:
        return "This password is among the ones tried first by anyone who guesses. Choose another."
    if any(word and plain == word.casefold() for word in (*personal, "jobledger")):
        return "Your address, your name and ours are easily guessed. Choose another password."
    return None


def _bytes(password: str) -> bytes:
    """The same bytes for the same characters, however a keyboard composes them."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _nobodys() -> str:
    return HASHER.hash(b"the password of nobody")


@cache
def _common() -> frozenset[str]:
    return frozenset(word for word in FREQUENCY_LISTS["passwords"] if len(word) >= SHORTEST)

"""Hash and check passwords, and reject weak ones. Where the hash is stored is not known here."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from app.kit.i18n import _

MIN_LENGTH, MAX_LENGTH = 8, 128
# As OWASP's password storage cheat sheet advises: argon2id with 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """Return the argon2id hash, with its parameters and salt."""
    return HASHER.hash(_encode(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Return whether the password matches its hash. Takes the same time where there is no hash."""
    try:
        HASHER.verify(password_hash or _create_dummy_hash(), _encode(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_hash_outdated(password_hash: str) -> bool:
    """Return whether the hash has other parameters than the current ones."""
    return HASHER.check_needs_rehash(password_hash)


def find_password_problem(password: str, *personal_words: str) -> str | None:
    """Return a message on what is wrong with a new password, None when it is fine.

    `personal_words`, such as the email and the name, must not be the password. Any characters are allowed.
    """
    if len(password) < MIN_LENGTH:
        return _("Use at least {count} characters. A few unrelated words make a good password.").format(
            count=MIN_LENGTH
        )
    if len(password) > MAX_LENGTH:
        return _("Use at most {count} characters.").format(count=MAX_LENGTH)
    plain = password.casefold()
    if plain in _list_common_passwords() or len(set(plain)) == 1:
        return _("This password is too common. Choose another one.")
    if any(word and plain == word.casefold() for word in (*personal_words, "jobledger")):
        return _("Don't use your email, your name or “JobLedger” as a password.")
    return None


def _encode(password: str) -> bytes:
    """Return the same bytes for the same characters, however a keyboard composes them."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _create_dummy_hash() -> str:
    return HASHER.hash(b"the password of nobody")


@cache
def _list_common_passwords() -> frozenset[str]:
    return frozenset(word for word in FREQUENCY_LISTS["passwords"] if len(word) >= MIN_LENGTH)

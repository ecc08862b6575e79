"""Hash and check passwords, and reject weak ones. Where the hash is stored is not known here."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.accounts.common_passwords import is_common
from app.kit.i18n import _

MIN_LENGTH, MAX_LENGTH = 8, 128
# As OWASP's password storage cheat sheet advises: argon2id with 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# A name such as "Kim" counts as a word, "Al" does not.
_MIN_WORD_LENGTH = 3
# Characters that a password needs besides the user's own words, and not only digits and symbols.
_MIN_REST_LENGTH = 5
_WORD_SEPARATORS = re.compile(r"[\W_]+")


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


def find_password_problem(password: str, email: str, name: str | None) -> str | None:
    """Return a message on what is wrong with a new password, None when it is fine.

    It must be more than words that everyone knows of this user. Any characters are allowed.
    """
    if len(password) < MIN_LENGTH:
        return _("Use at least {count} characters. A few unrelated words make a good password.").format(
            count=MIN_LENGTH
        )
    if len(password) > MAX_LENGTH:
        return _("Use at most {count} characters.").format(count=MAX_LENGTH)
    if is_common(password) or len(set(password.casefold())) == 1:
        return _("This password is too common. Choose another one.")
    if _is_mostly_personal(password, email, name):
        return _("Your email, your name and “JobLedger” are easy to guess. Add a few unrelated words.")
    return None


def _is_mostly_personal(password: str, email: str, name: str | None) -> bool:
    """Return whether the password has words of this user or our name and, besides, nothing hard to guess."""
    plain = rest = password.casefold()
    email_without_top_level = email.rpartition(".")[0]
    words = {email.casefold(), *_WORD_SEPARATORS.split(f"{email_without_top_level} {name or ''} jobledger".casefold())}
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= _MIN_WORD_LENGTH:
            rest = rest.replace(word, "")
    is_rest_trivial = len(rest) < _MIN_REST_LENGTH or not any(map(str.isalpha, rest)) or is_common(rest)
    return rest != plain and is_rest_trivial


def _encode(password: str) -> bytes:
    """Return the same bytes for the same characters, however a keyboard composes them."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _create_dummy_hash() -> str:
    return HASHER.hash(b"the password of nobody")

"""Tell whether a password is among the commonest. `scripts/build_common_passwords.py` makes the file of their hashes.

The file has the first five bytes of each SHA-256, sorted. A password outside the list is taken for one inside it once
in 3.7 million times.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from hashlib import sha256
from pathlib import Path

COMMON_PASSWORDS_FILE = Path(__file__).with_suffix(".bin")
_HASH_LENGTH = 5
# "Admin@123" is as common as "admin123".
_MAX_SYMBOLS = 2


def is_common(password: str) -> bool:
    """Return whether the list has this password, in any case, or has it without a symbol or two."""
    plain = password.casefold()
    letters_and_digits = "".join(filter(str.isalnum, plain))
    if len(plain) - len(letters_and_digits) > _MAX_SYMBOLS:
        return _is_listed(plain)
    return _is_listed(plain) or _is_listed(letters_and_digits)


def hash_common_password(password: str) -> bytes:
    """Return the hash of a password as the file has it, the same for upper and lower case."""
    return sha256(password.casefold().encode("utf-8", "surrogatepass")).digest()[:_HASH_LENGTH]


def _is_listed(password: str) -> bool:
    hashes, password_hash = _load_hashes(), hash_common_password(password)
    start = bisect_left(range(0, len(hashes), _HASH_LENGTH), password_hash, key=lambda at: _read_hash(hashes, at))
    return _read_hash(hashes, start * _HASH_LENGTH) == password_hash


def _read_hash(hashes: bytes, start: int) -> bytes:
    return hashes[start : start + _HASH_LENGTH]


@cache
def _load_hashes() -> bytes:
    return COMMON_PASSWORDS_FILE.read_bytes()

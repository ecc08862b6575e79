"""Create and use recovery codes, which stand in for an authenticator app that is lost. Each works once."""

from __future__ import annotations

import secrets
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.web.tokens import hash_token
from database.clock import now
from database.models import RecoveryCode

CODE_COUNT = 10
# Without letters and digits that look alike. 24 of these 31 are 118 random bits, so a plain hash is enough.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUP_COUNT, _GROUP_LENGTH = 6, 4


def replace_codes(session: Session, user_id: UUID) -> list[str]:
    """Create the account's recovery codes and return them; only hashes are stored, and earlier codes end."""
    delete_codes(session, user_id)
    codes = [_create_code() for _number in range(CODE_COUNT)]
    moment = now()
    session.add_all(RecoveryCode(user_id=user_id, code_hash=_hash_code(code), created_at=moment) for code in codes)
    session.flush()
    return codes


def use_code(session: Session, user_id: UUID, code: str) -> bool:
    """Delete the account's unused code; return False when it has no such code."""
    code_conditions = (RecoveryCode.user_id == user_id, RecoveryCode.code_hash == _hash_code(code))
    deletion = delete(RecoveryCode).where(*code_conditions).returning(RecoveryCode.code_hash)
    return session.scalars(deletion).one_or_none() is not None


def count_codes(session: Session, user_id: UUID) -> int:
    """Return how many unused codes the account has."""
    return session.scalars(select(func.count()).where(RecoveryCode.user_id == user_id)).one()


def delete_codes(session: Session, user_id: UUID) -> None:
    """Delete the account's unused codes."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


def _create_code() -> str:
    groups = ("".join(secrets.choice(_ALPHABET) for _mark in range(_GROUP_LENGTH)) for _group in range(_GROUP_COUNT))
    return "-".join(groups)


def _hash_code(code: str) -> str:
    """Return the hash of a code as a person may type it: with or without hyphens and spaces, in capitals."""
    return hash_token("".join(mark for mark in code.lower() if mark.isalnum()))

"""Load what protects an account beyond its password, for the settings screen. What changes it: totp, passkeys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.accounts.factors import passkeys, recovery_codes, totp
from database.sessions import auth_session


@dataclass(frozen=True, slots=True)
class FactorOverview:
    """The second factors of an account as its owner sees them."""

    totp_since: datetime | None
    recovery_code_count: int
    passkey_count: int


def load_factors(user_id: UUID) -> FactorOverview:
    """Return the account's second factors."""
    with auth_session() as session:
        return FactorOverview(
            totp_since=totp.load_start(session, user_id),
            recovery_code_count=recovery_codes.count_codes(session, user_id),
            passkey_count=passkeys.count_passkeys(session, user_id),
        )

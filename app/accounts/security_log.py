"""Append to the security log of sign-ins and account changes. Reading it: app.accounts.profile."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Session

from app.web.client import Client
from database.clock import now
from database.models import AuthEvent

EventName = Literal[
    "login_success",
    "login_failure",
    "login_limited",
    "logout",
    "sign_up",
    "email_verified",
    "email_changed",
    "password_reset",
    "password_changed",
    "oauth_linked",
    "oauth_unlinked",
    "session_revoked",
    "account_deleted",
    "account_restored",
    "data_exported",
    "totp_enabled",
    "totp_disabled",
    "recovery_codes_created",
    "recovery_code_used",
    "passkey_added",
    "passkey_removed",
    "api_key_created",
    "api_key_revoked",
    "calendar_address_created",
    "calendar_address_removed",
]


def record(
    session: Session, event: EventName, client: Client, *, user_id: UUID | None, provider: str | None = None
) -> None:
    """Add an event to the log, in the caller's transaction."""
    session.add(
        AuthEvent(
            user_id=user_id,
            event=event,
            provider=provider,
            ip_address=client.address,
            user_agent=client.agent,
            occurred_at=now(),
        )
    )

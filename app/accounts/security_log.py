"""The security log: what happened at the door, append-only. Who may read it: app.settings, the person's own."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from sqlalchemy.orm import Session

from app.web.client import Client
from database.clock import now
from database.models import AuthEvent

Happening = Literal[
    "login_success", "login_failure", "login_limited", "logout", "sign_up", "email_verified", "email_changed",
    "password_reset", "password_changed", "oauth_linked", "oauth_unlinked", "session_revoked", "account_deleted",
    "account_restored", "data_exported",
]  # fmt: skip


def record(
    session: Session, event: Happening, client: Client, *, user_id: UUID | None, provider: str | None = None
) -> None:
    """Add a line to the log, in the caller's transaction."""
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

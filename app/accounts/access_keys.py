"""End what reads an account without signing in: API keys and the calendar address. Making them: app.settings."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from app.accounts import security_log
from app.web.client import Client
from database.models import ApiToken, CalendarFeed


def has_keys(session: Session, user_id: UUID) -> bool:
    """Return whether the account has API keys or a calendar address."""
    has_any = or_(exists().where(ApiToken.user_id == user_id), exists().where(CalendarFeed.user_id == user_id))
    return session.scalars(select(has_any)).one()


def end_keys(session: Session, user_id: UUID, client: Client) -> None:
    """End all of them, and record it in the security log."""
    keys = delete(ApiToken).where(ApiToken.user_id == user_id).returning(ApiToken.id)
    if session.scalars(keys).all():
        security_log.record(session, "api_key_revoked", client, user_id=user_id)
    addresses = delete(CalendarFeed).where(CalendarFeed.user_id == user_id).returning(CalendarFeed.user_id)
    if session.scalars(addresses).all():
        security_log.record(session, "calendar_address_removed", client, user_id=user_id)

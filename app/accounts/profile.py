"""Load an account for the settings screen, and change its name, time zone and devices. Not here: passwords, forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import credentials, security_log, sessions
from app.accounts.identities import links
from app.accounts.identities.providers import list_providers
from app.accounts.sessions import Device
from app.web.client import Client
from database.clock import now
from database.models import AuthEvent, User
from database.sessions import auth_session

MAX_NAME_LENGTH = 80
MAX_EVENTS = 50


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """An entry of the security log."""

    event: str
    provider: str | None
    address: str | None
    agent: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class AccountProfile:
    """An account as its owner sees it. `pending_email` is a new address that is not confirmed yet.

    `linked_at` has the providers that can sign in to it, by their key.
    """

    email: str
    verified_at: datetime | None
    pending_email: str | None
    has_password: bool
    linked_at: Mapping[str, datetime]
    created_at: datetime
    devices: Sequence[Device]
    log: Sequence[SecurityEvent]


def load_account(user_id: UUID) -> AccountProfile:
    """Return the account with its devices and recent security events."""
    with auth_session() as session:
        user = session.get_one(User, user_id)
        link_times = {provider.key: links.find_link_time(session, provider, user_id) for provider in list_providers()}
        return AccountProfile(
            email=user.email,
            verified_at=user.email_verified_at,
            pending_email=credentials.find_pending_email(session, user_id),
            has_password=user.password_hash is not None,
            linked_at={key: at for key, at in link_times.items() if at is not None},
            created_at=user.created_at,
            devices=sessions.list_devices(session, user_id),
            log=_list_events(session, user_id),
        )


def rename(user_id: UUID, name: str) -> str | None:
    """Store the display name on one line and return it; an empty name removes it."""
    visible = "".join(character if character.isprintable() else " " for character in name)
    display_name = " ".join(visible.split())[:MAX_NAME_LENGTH].strip() or None
    with auth_session() as session:
        user = session.get_one(User, user_id)
        user.display_name, user.updated_at = display_name, now()
    return display_name


def set_timezone(user_id: UUID, name: str, *, only_if_empty: bool = False) -> bool:
    """Store the time zone; return False for an unknown name, and for `only_if_empty` where one is set already."""
    if name not in list_known_timezones():
        return False
    with auth_session() as session:
        user = session.get_one(User, user_id, with_for_update=True)
        if only_if_empty and user.timezone:
            return False
        user.timezone, user.updated_at = name, now()
    return True


def sign_out(user_id: UUID, session_id: UUID, client: Client) -> bool:
    """End one of the account's sessions; return False when it has no such live session."""
    with auth_session() as session:
        is_ended = sessions.end(session, user_id, session_id)
        if is_ended:
            security_log.record(session, "session_revoked", client, user_id=user_id)
    return is_ended


def sign_out_others(user_id: UUID, current_session_id: UUID, client: Client) -> int:
    """End every session of the account except the current one; return how many ended."""
    with auth_session() as session:
        ended = sessions.end_all(session, user_id, except_id=current_session_id)
        if ended:
            security_log.record(session, "session_revoked", client, user_id=user_id)
    return ended


@cache
def list_known_timezones() -> frozenset[str]:
    """Return the IANA names, without their duplicates for other programs."""
    return frozenset(name for name in available_timezones() if not name.startswith(("posix/", "right/", "posixrules")))


def _list_events(session: Session, user_id: UUID) -> list[SecurityEvent]:
    newest = (
        select(AuthEvent)
        .where(AuthEvent.user_id == user_id)
        .order_by(AuthEvent.occurred_at.desc(), AuthEvent.id)
        .limit(MAX_EVENTS)
    )
    return [
        SecurityEvent(
            event.event,
            event.provider,
            str(event.ip_address) if event.ip_address else None,
            event.user_agent,
            event.occurred_at,
        )
        for event in session.scalars(newest)
    ]

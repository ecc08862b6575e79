"""What the settings screen shows of an account and may change there: name, time zone, devices. No password, no form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID
from zoneinfo import available_timezones

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import credentials, security_log, sessions
from app.accounts.sessions import Device
from app.web.client import Client
from database.clock import now
from database.models import AuthEvent, ProviderType, User, UserAuthProvider
from database.sessions import auth_session

LONGEST_NAME = 80
SHOWN_EVENTS = 50


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of the security log."""

    event: str
    provider: str | None
    address: str | None
    agent: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """An account as its owner sees it. `asked_for` is a new address that waits to be confirmed."""

    email: str
    verified_at: datetime | None
    asked_for: str | None
    has_password: bool
    github_since: datetime | None
    created_at: datetime
    devices: Sequence[Device]
    log: Sequence[Happened]

    @property
    def has_github(self) -> bool:
        """Whether GitHub is a way in."""
        return self.github_since is not None


def account(user_id: UUID) -> Account:
    """All that the screen shows, as of now."""
    with auth_session() as session:
        user = session.get_one(User, user_id)
        linked = select(UserAuthProvider.created_at).where(
            UserAuthProvider.user_id == user_id, UserAuthProvider.provider == ProviderType.GITHUB
        )
        return Account(
            email=user.email,
            verified_at=user.email_verified_at,
            asked_for=credentials.waiting_for(session, user_id),
            has_password=user.password_hash is not None,
            github_since=session.scalars(linked).first(),
            created_at=user.created_at,
            devices=sessions.devices(session, user_id),
            log=_log(session, user_id),
        )


def rename(user_id: UUID, name: str) -> str | None:
    """Keep what the person wants to be called, on one line, and return it; nothing takes the name away."""
    visible = "".join(mark if mark.isprintable() else " " for mark in name)
    kept = " ".join(visible.split())[:LONGEST_NAME].strip() or None
    with auth_session() as session:
        user = session.get_one(User, user_id)
        user.display_name, user.updated_at = kept, now()
    return kept


def set_timezone(user_id: UUID, name: str, *, only_if_empty: bool = False) -> bool:
    """Keep the time zone; False for a name that is none of the IANA's, and where one is kept already if so asked."""
    if name not in known_timezones():
        return False
    with auth_session() as session:
        user = session.get_one(User, user_id, with_for_update=True)
        if only_if_empty and user.timezone:
            return False
        user.timezone, user.updated_at = name, now()
    return True


def sign_out(user_id: UUID, session_id: UUID, client: Client) -> bool:
    """End one of the account's sessions; False when it has no such live session."""
    with auth_session() as session:
        is_ended = sessions.end(session, user_id, session_id)
        if is_ended:
            security_log.record(session, "session_revoked", client, user_id=user_id)
    return is_ended


def sign_out_others(user_id: UUID, but: UUID, client: Client) -> int:
    """End every session of the account but this one; returns how many."""
    with auth_session() as session:
        ended = sessions.end_all(session, user_id, but=but)
        if ended:
            security_log.record(session, "session_revoked", client, user_id=user_id)
    return ended


@cache
def known_timezones() -> frozenset[str]:
    """The IANA's names, without its doubles for other programs."""
    return frozenset(name for name in available_timezones() if not name.startswith(("posix/", "right/", "posixrules")))


def _log(session: Session, user_id: UUID) -> list[Happened]:
    newest = (
        select(AuthEvent)
        .where(AuthEvent.user_id == user_id)
        .order_by(AuthEvent.occurred_at.desc(), AuthEvent.id)
        .limit(SHOWN_EVENTS)
    )
    return [
        Happened(
            one.event, one.provider, str(one.ip_address) if one.ip_address else None, one.user_agent, one.occurred_at
        )
        for one in session.scalars(newest)
    ]

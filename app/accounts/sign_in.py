"""Signing in with a password: limits, the check, the session that follows. The forms are in app.accounts.routes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from app.accounts import passwords, security_log, service, sessions, user_agents
from app.mail import emails as mail_emails
from app.mail import outbox
from app.web import limits, links
from app.web.client import Client
from app.web.limits import Rule
from app.web.tokens import new_token, seal, unseal
from database.clock import now
from database.models import PasswordResetToken, User
from database.sessions import auth_session

DEVICE_LIFETIME = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Limited:
    """Too many tries; the next may be made in `wait` seconds."""

    wait: float


@dataclass(frozen=True, slots=True)
class Refused:
    """The address and the password do not belong together. Which of the two is wrong is not said."""


@dataclass(frozen=True, slots=True)
class Unproven:
    """The password is right, but the address has not been proven; a letter is on its way."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Signed in: the cookies to send. `restored` when a deleted account was had back by this."""

    session_token: str
    device: str
    restored: bool = False


def sign_in(email: str, password: str, client: Client, device: str | None) -> Limited | Refused | Unproven | Opened:
    """Try to sign in. Counted before the password is looked at, so that tries at the same moment all count."""
    known = _known_device(device, email)
    wait = _counted(email, client, known)
    if wait is not None:
        _note(email, client)
        return Limited(wait)
    with auth_session() as session:
        user = service.find(session, email)
        if not passwords.matches(user.password_hash if user else None, password) or user is None:
            security_log.record(
                session, "login_failure", client, user_id=user.id if user else None, provider="password"
            )
            return Refused()
        # The password may have been changed while it was being compared: then this was the old one.
        checked = user.password_hash
        session.refresh(user, with_for_update=True)
        if user.password_hash != checked:
            return Refused()
        _forgive(session, email, client, known)
        if user.email_verified_at is None:
            if limits.take(session, limits.LETTER_ADDRESS, email.lower()).wait is None:
                service.ask_to_verify(session, email)
            return Unproven()
        if user.password_hash and passwords.is_outdated(user.password_hash):
            user.password_hash = passwords.hashed(password)
        return enter(session, user, client, device, provider="password")


def enter(session: Session, user: User, client: Client, device: str | None, *, provider: str) -> Opened:
    """Open a session for who has proven to be this account's owner, in the caller's transaction."""
    restored = user.deleted_at is not None
    if restored:
        user.deleted_at = None
        security_log.record(session, "account_restored", client, user_id=user.id, provider=provider)
    is_new = user.last_login_at is not None and _known_device(device, user.email) is None
    user.last_login_at = now()
    service.consume(session, PasswordResetToken, user.id)
    security_log.record(session, "login_success", client, user_id=user.id, provider=provider)
    if is_new:
        device, address = user_agents.readable(client.agent), client.address or ""
        letter = mail_emails.new_sign_in(device, address, now(), links.absolute("/settings"))
        outbox.queue(session, letter, recipient=user.email, user_id=user.id)
    token = sessions.open_session(session, user.id, client)
    return Opened(token, _device_cookie(device, user.email), restored)


def _counted(email: str, client: Client, known: str | None) -> float | None:
    """Count this try under every rule that holds for it; the seconds to wait, None when it may be made."""
    if known is not None:
        return _take(limits.DEVICE, known)
    with auth_session() as session:
        pressure = limits.take(session, limits.ACCOUNT, email.lower()).tries
    is_attacked = pressure > limits.ACCOUNT.free
    return (
        _take(limits.PAIR, email.lower(), client.network)
        or (_take(limits.PAIR_UNDER_ATTACK, email.lower(), client.neighbourhood) if is_attacked else None)
        or _take(limits.NETWORK, client.network)
        or _take(limits.NEIGHBOURHOOD, client.neighbourhood)
        or _take(limits.EVERYONE, "all")
    )


def _note(email: str, client: Client) -> None:
    """Say in the log that someone had to wait, now and then: a flood of tries must not push everything else out."""
    with auth_session() as session:
        if limits.take(session, limits.NOTED, email.lower(), client.neighbourhood).wait is None:
            user = service.find(session, email)
            security_log.record(
                session, "login_limited", client, user_id=user.id if user else None, provider="password"
            )


def _take(rule: Rule, *key: str) -> float | None:
    with auth_session() as session:
        return limits.take(session, rule, *key).wait


def _forgive(session: Session, email: str, client: Client, known: str | None) -> None:
    """An honest sign-in takes its own tries back, not those of others from the same network."""
    if known is not None:
        limits.forget(session, limits.DEVICE, known)
        return
    limits.forget(session, limits.PAIR, email.lower(), client.network)
    limits.refund(session, limits.NETWORK, client.network)
    limits.refund(session, limits.NEIGHBOURHOOD, client.neighbourhood)
    limits.refund(session, limits.ACCOUNT, email.lower())


def _known_device(device: str | None, email: str) -> str | None:
    """The name of a browser that has signed in to this account before, None for any other."""
    held = unseal("device", device) or {}
    name: str | None = held.get(email.lower())
    return name


def _device_cookie(device: str | None, email: str) -> str:
    """The browser's names for the accounts it signed in to, this one among them; at most five are kept."""
    held: dict[str, str] = unseal("device", device) or {}
    name = held.pop(email.lower(), None) or new_token()
    recent = dict(list(held.items())[-4:])
    return seal("device", recent | {email.lower(): name}, DEVICE_LIFETIME)

"""Sign in with a password: count the attempt, check it, start a session. The forms: app.accounts.routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import passwords, security_log, service, sessions, user_agents
from app.accounts.factors import totp
from app.mail import emails as mail_emails
from app.mail import outbox
from app.web import limits, links
from app.web.client import Client
from app.web.limits import Rule
from app.web.tokens import create_token, hash_with_key, seal, unseal
from database.clock import now
from database.models import PasswordResetToken, User
from database.sessions import auth_session

DEVICE_LIFETIME = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class TooManyAttempts:
    """Too many attempts; the next may be made in `wait` seconds."""

    wait: float


@dataclass(frozen=True, slots=True)
class InvalidCredentials:
    """The email or the password is wrong; which of the two must not be told."""


@dataclass(frozen=True, slots=True)
class UnconfirmedEmail:
    """The password is right, but the email is not confirmed; a new confirmation email is on its way."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """A started session with the cookies to set. `restored` when signing in restored a deleted account."""

    session_token: str
    device: str
    restored: bool = False


@dataclass(frozen=True, slots=True)
class SecondStep:
    """A sign-in that still needs a second step. It is void once the account's password changes."""

    user_id: UUID
    provider: str
    password_fingerprint: str

    def as_dict(self) -> dict[str, str]:
        """Return the values as JSON takes them."""
        return {"user": str(self.user_id), "provider": self.provider, "password": self.password_fingerprint}

    @classmethod
    def from_dict(cls, values: Mapping[str, str]) -> SecondStep:
        """Return the step with these values."""
        return cls(UUID(values["user"]), values["provider"], values["password"])


def sign_in(
    email: str, password: str, client: Client, device: str | None
) -> TooManyAttempts | InvalidCredentials | UnconfirmedEmail | NewSession | SecondStep:
    """Try to sign in. The attempt counts before the password is checked, so that simultaneous attempts all count."""
    device_id = _read_device_id(device, email)
    wait = _count_attempt(email, client, device_id)
    if wait is not None:
        _record_limit(email, client)
        return TooManyAttempts(wait)
    with auth_session() as session:
        user = service.find(session, email)
        if not passwords.matches(user.password_hash if user else None, password) or user is None:
            security_log.record(
                session, "login_failure", client, user_id=user.id if user else None, provider="password"
            )
            return InvalidCredentials()
        # The password may have changed during the comparison, which then accepted the old one.
        checked_hash = user.password_hash
        session.refresh(user, with_for_update=True)
        if user.password_hash != checked_hash:
            return InvalidCredentials()
        _refund_attempts(session, email, client, device_id)
        if user.email_verified_at is None:
            if limits.take(session, limits.EMAIL_ADDRESS_LIMIT, email.lower()).wait is None:
                service.resend_verification(session, email)
            return UnconfirmedEmail()
        if user.password_hash and passwords.is_hash_outdated(user.password_hash):
            user.password_hash = passwords.hash_password(password)
        return start_session(session, user, client, device, provider="password")


def start_session(
    session: Session,
    user: User,
    client: Client,
    device: str | None,
    *,
    provider: str,
) -> NewSession | SecondStep:
    """Start a session for the account's owner, who has shown one factor, or return the step that is missing.

    It happens in the caller's transaction.
    """
    if totp.load_start(session, user.id) is not None:
        return SecondStep(user.id, provider, _fingerprint_password(user))
    return complete_sign_in(session, user, client, device, provider=provider)


def complete_sign_in(session: Session, user: User, client: Client, device: str | None, *, provider: str) -> NewSession:
    """Start a session for the account's owner, who has shown every factor, in the caller's transaction."""
    restored = user.deleted_at is not None
    if restored:
        user.deleted_at = None
        security_log.record(session, "account_restored", client, user_id=user.id, provider=provider)
    is_new_device = user.last_login_at is not None and _read_device_id(device, user.email) is None
    user.last_login_at = now()
    service.consume_tokens(session, PasswordResetToken, user.id)
    security_log.record(session, "login_success", client, user_id=user.id, provider=provider)
    if is_new_device:
        browser, address = user_agents.describe_browser(client.agent), client.address or ""
        message = mail_emails.build_new_sign_in_email(browser, address, now(), links.build_url("/settings"))
        outbox.queue(session, message, recipient=user.email, user_id=user.id)
    token = sessions.create_session(session, user.id, client)
    return NewSession(token, _build_device_cookie(device, user.email), restored)


def finish_sign_in(
    session: Session, step: SecondStep, code: str, client: Client, device: str | None
) -> NewSession | InvalidCredentials | None:
    """Start the session when the code is right; return None when the first step counts no more.

    Count the attempt first (`count_second_step`).
    """
    user = session.get(User, step.user_id, with_for_update=True)
    if user is None or not service.can_sign_in(session, user):
        return None
    if _fingerprint_password(user) != step.password_fingerprint:
        return None
    if not totp.use_code(session, user, code, client):
        security_log.record(session, "login_failure", client, user_id=user.id, provider="totp")
        return InvalidCredentials()
    limits.forget(session, limits.SECOND_STEP_LIMIT, *_build_second_step_key(user, device))
    return complete_sign_in(session, user, client, device, provider=step.provider)


def count_second_step(user_id: UUID, device: str | None) -> float | None:
    """Count an attempt at the second step; return the seconds to wait, None when it may proceed."""
    with auth_session() as session:
        user = session.get(User, user_id)
        key = _build_second_step_key(user, device) if user else ("nobody",)
        return limits.take(session, limits.SECOND_STEP_LIMIT, *key).wait


def _build_second_step_key(user: User, device: str | None) -> tuple[str, str]:
    return str(user.id), _read_device_id(device, user.email) or "unknown"


def _fingerprint_password(user: User) -> str:
    return hash_with_key("second step", str(user.id), user.password_hash or "")


def _count_attempt(email: str, client: Client, device_id: str | None) -> float | None:
    """Count this attempt under every rule that applies; return the seconds to wait, None when it may proceed."""
    if device_id is not None:
        return _take(limits.SIGN_IN_DEVICE_LIMIT, device_id)
    with auth_session() as session:
        attempts = limits.take(session, limits.SIGN_IN_ACCOUNT_LIMIT, email.lower()).tries
    is_account_attacked = attempts > limits.SIGN_IN_ACCOUNT_LIMIT.free_attempts
    return (
        _take(limits.SIGN_IN_PAIR_LIMIT, email.lower(), client.network)
        or (
            _take(limits.SIGN_IN_PAIR_UNDER_ATTACK_LIMIT, email.lower(), client.neighbourhood)
            if is_account_attacked
            else None
        )
        or _take(limits.SIGN_IN_NETWORK_LIMIT, client.network)
        or _take(limits.SIGN_IN_NEIGHBOURHOOD_LIMIT, client.neighbourhood)
        or _take(limits.SIGN_IN_EVERYONE_LIMIT, "all")
    )


def _record_limit(email: str, client: Client) -> None:
    """Record a delayed attempt in the security log, but rarely, so that a flood does not bury other events."""
    with auth_session() as session:
        if limits.take(session, limits.SIGN_IN_LOG_LIMIT, email.lower(), client.neighbourhood).wait is None:
            user = service.find(session, email)
            security_log.record(
                session, "login_limited", client, user_id=user.id if user else None, provider="password"
            )


def _take(rule: Rule, *key: str) -> float | None:
    with auth_session() as session:
        return limits.take(session, rule, *key).wait


def _refund_attempts(session: Session, email: str, client: Client, device_id: str | None) -> None:
    """Uncount the attempts of a successful sign-in, but not those of others on the same network."""
    if device_id is not None:
        limits.forget(session, limits.SIGN_IN_DEVICE_LIMIT, device_id)
        return
    limits.forget(session, limits.SIGN_IN_PAIR_LIMIT, email.lower(), client.network)
    limits.refund(session, limits.SIGN_IN_NETWORK_LIMIT, client.network)
    limits.refund(session, limits.SIGN_IN_NEIGHBOURHOOD_LIMIT, client.neighbourhood)
    limits.refund(session, limits.SIGN_IN_ACCOUNT_LIMIT, email.lower())


def _read_device_id(device: str | None, email: str) -> str | None:
    """Return the id of a browser that has signed in to this account before, None for any other."""
    device_ids = unseal("device", device) or {}
    device_id: str | None = device_ids.get(email.lower())
    return device_id


def _build_device_cookie(device: str | None, email: str) -> str:
    """Return the cookie with the browser's ids for the last five accounts it signed in to, including this one."""
    device_ids: dict[str, str] = unseal("device", device) or {}
    device_id = device_ids.pop(email.lower(), None) or create_token()
    recent = dict(list(device_ids.items())[-4:])
    return seal("device", recent | {email.lower(): device_id}, DEVICE_LIFETIME)

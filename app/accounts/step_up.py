"""Confirm that a signed-in user is still the account's owner before a change. The page that asks: confirmation.

A password, a code of the authenticator app, a recovery code or a passkey confirms it, and so does a sign-in within 15
minutes: for accounts without a password always, for others where the caller says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.accounts import passwords
from app.accounts.factors import passkeys, totp
from app.accounts.sessions import SignedInUser
from app.kit.i18n import _
from app.web import limits
from app.web.client import Client
from database.clock import now
from database.models import SessionUse, User, UserSession
from database.sessions import auth_session

STEP_UP_PERIOD = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class StepUp:
    """How a signed-in user can confirm a change. `is_confirmed` when nothing has to be asked."""

    has_password: bool
    has_code: bool
    has_passkey: bool
    is_confirmed: bool

    @property
    def asks_password(self) -> bool:
        """Return whether a form asks for the password."""
        return not self.is_confirmed and self.has_password

    @property
    def asks_code(self) -> bool:
        """Return whether a form asks for a code, in place of a password."""
        return not self.is_confirmed and not self.has_password and self.has_code

    @property
    def can_confirm(self) -> bool:
        """Return whether the user can confirm in the form itself."""
        return self.is_confirmed or self.has_password or self.has_code


def load_step_up(session: Session, viewer: SignedInUser, *, is_sign_in_enough: bool = False) -> StepUp:
    """Return how this user can confirm a change."""
    has_password = session.scalars(select(User.password_hash.is_not(None)).where(User.id == viewer.user_id)).one()
    has_code = totp.load_start(session, viewer.user_id) is not None
    is_confirmed = _is_recent(viewer.confirmed_at)
    if is_sign_in_enough or not has_password:
        is_confirmed = is_confirmed or _is_recent(viewer.created_at)
    has_passkey = passkeys.count_passkeys(session, viewer.user_id) > 0
    return StepUp(has_password, has_code, has_passkey, is_confirmed)


def take_attempt(viewer: SignedInUser) -> float | None:
    """Count an attempt by session, so that a stolen one cannot delay the owner; return the seconds to wait."""
    with auth_session() as session:
        return limits.take(session, limits.STEP_UP_LIMIT, str(viewer.session_id)).wait


def lock_account(session: Session, viewer: SignedInUser) -> User | None:
    """Return the user's account, locked; None when it was deleted, or the session was ended, meanwhile."""
    user = session.get(User, viewer.user_id, with_for_update=True)
    is_ended = select(UserSession.invalidated_at.is_not(None)).where(UserSession.id == viewer.session_id)
    return user if user is not None and user.deleted_at is None and session.scalar(is_ended) is False else None


def confirm_user(
    session: Session,
    viewer: SignedInUser,
    fields: Mapping[str, str],
    client: Client,
    *,
    is_sign_in_enough: bool = False,
) -> User | None:
    """Return the account, locked, when the user has confirmed it or does so by these fields; None otherwise.

    Count the attempt first.
    """
    user = lock_account(session, viewer)
    if user is None:
        return None
    step_up = load_step_up(session, viewer, is_sign_in_enough=is_sign_in_enough)
    if not step_up.is_confirmed and not _is_proof(session, user, fields, client):
        return None
    limits.forget(session, limits.STEP_UP_LIMIT, str(viewer.session_id))
    return user


def describe_failure(step_up: StepUp) -> str:
    """Return what to tell a user whose password or code was wrong."""
    return _("Wrong code.") if step_up.asks_code else _("Wrong password.")


def mark_confirmed(session: Session, viewer: SignedInUser) -> None:
    """Remember for a while that the session's user has confirmed who they are."""
    session.execute(update(SessionUse).where(SessionUse.session_id == viewer.session_id).values(confirmed_at=now()))


def _is_recent(moment: datetime | None) -> bool:
    return moment is not None and moment > now() - STEP_UP_PERIOD


def _is_proof(session: Session, user: User, fields: Mapping[str, str], client: Client) -> bool:
    password, code = fields.get("current", "")[: passwords.MAX_LENGTH * 4], fields.get("code", "")
    if code:
        return totp.use_code(session, user, code, client)
    return user.password_hash is not None and passwords.matches(user.password_hash, password)

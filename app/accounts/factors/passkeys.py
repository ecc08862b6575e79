"""Register passkeys (WebAuthn), check them at sign-in, and remove them. The pages: passkey_routes.

A passkey verifies its user by itself (PIN, finger, face), so it counts as both factors.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.accounts import notices, security_log
from app.accounts.sessions import SignedInUser
from app.mail.emails import shorten_to_line
from app.web import links
from app.web.client import Client
from app.web.tokens import seal, unseal
from database.clock import now
from database.models import Passkey, User
from database.settings import settings

MAX_PASSKEYS, MAX_NAME_LENGTH = 20, 60
# How long the browser's question for a passkey may stay open.
CHALLENGE_LIFETIME = timedelta(minutes=5)


class PasskeyError(ValueError):
    """A passkey that cannot be accepted. `user_id` is its account's, where that is known."""

    def __init__(self, reason: str, user_id: UUID | None = None) -> None:
        super().__init__(reason)
        self.user_id = user_id


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser is asked, as JSON, and the challenge sealed for a cookie."""

    options: str
    sealed: str


def is_offered(request: Request) -> bool:
    """Return whether browsers offer passkeys here: at PUBLIC_URL's name over TLS, or at localhost."""
    address = urlsplit(settings().public_url)
    is_secure = links.is_https() or address.hostname == "localhost"
    return is_secure and request.headers.get("host") == address.netloc


def list_passkeys(session: Session, user_id: UUID) -> Sequence[Passkey]:
    """Return the account's passkeys, oldest first."""
    return session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.created_at)).all()


def count_passkeys(session: Session, user_id: UUID) -> int:
    """Return how many passkeys the account has."""
    return session.scalars(select(func.count()).where(Passkey.user_id == user_id)).one()


def ask_registration(session: Session, viewer: SignedInUser) -> Question:
    """Return the question for a new passkey of this user."""
    options = generate_registration_options(
        rp_id=_get_host(),
        rp_name="JobLedger",
        user_id=viewer.user_id.bytes,
        user_name=viewer.email,
        user_display_name=viewer.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=passkey.credential_id)
            for passkey in list_passkeys(session, viewer.user_id)
        ],
    )
    return _build_question(options_to_json(options), options.challenge, _build_purpose(viewer.user_id))


def ask_sign_in() -> Question:
    """Return the question for any passkey that the browser's user has here."""
    options = generate_authentication_options(rp_id=_get_host(), user_verification=UserVerificationRequirement.REQUIRED)
    return _build_question(options_to_json(options), options.challenge, _build_purpose(None))


def register(session: Session, user: User, name: str, answer: str, sealed: str | None, client: Client) -> None:
    """Store the passkey that the browser made. Raises PasskeyError. The account's row is locked."""
    if count_passkeys(session, user.id) >= MAX_PASSKEYS:
        raise PasskeyError("too many passkeys")
    challenge, _asked_at = _read_challenge(sealed, _build_purpose(user.id))
    try:
        verified = verify_registration_response(
            credential=_parse(answer),
            expected_challenge=challenge,
            expected_rp_id=_get_host(),
            expected_origin=_get_origin(),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise PasskeyError(str(error)) from error
    if session.scalars(select(Passkey.id).where(Passkey.credential_id == verified.credential_id)).first() is not None:
        raise PasskeyError("this passkey is registered already")
    passkey = Passkey(
        user_id=user.id,
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        name=name,
        created_at=now(),
    )
    session.add(passkey)
    security_log.record(session, "passkey_added", client, user_id=user.id)
    notices.send_passkey_added(session, user, name)


def check(session: Session, answer: str, sealed: str | None) -> User:
    """Return the account whose passkey answered the question, locked. Raises PasskeyError."""
    challenge, asked_at = _read_challenge(sealed, _build_purpose(None))
    credential = _parse(answer)
    user, passkey = _lock_owner(session, _read_credential_id(credential))
    try:
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_get_host(),
            expected_origin=_get_origin(),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise PasskeyError(str(error), passkey.user_id) from error
    if passkey.last_used_at is not None and asked_at < passkey.last_used_at:
        raise PasskeyError("asked before the passkey's last use", passkey.user_id)
    passkey.sign_count, passkey.last_used_at = verified.new_sign_count, now()
    return user


def remove(session: Session, user: User, passkey_id: UUID, client: Client) -> None:
    """Delete one of the account's passkeys, if it has it."""
    deletion = delete(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user.id).returning(Passkey.name)
    name = session.scalars(deletion).one_or_none()
    if name is not None:
        security_log.record(session, "passkey_removed", client, user_id=user.id)
        notices.send_passkey_removed(session, user, name)


def clean_name(text: str) -> str:
    """Return a passkey's name on one line; empty without one."""
    return shorten_to_line(text, MAX_NAME_LENGTH)


def _lock_owner(session: Session, credential_id: bytes) -> tuple[User, Passkey]:
    """Return a passkey and its account, locked: the account first, as every other change of one does."""
    owner = select(User).join(Passkey, Passkey.user_id == User.id).where(Passkey.credential_id == credential_id)
    user = session.scalars(owner.with_for_update(of=User)).one_or_none()
    passkey = session.scalars(select(Passkey).where(Passkey.credential_id == credential_id)).one_or_none()
    if user is None or passkey is None:
        raise PasskeyError("unknown passkey")
    return user, passkey


def _build_question(options: str, challenge: bytes, purpose: str) -> Question:
    value = {"challenge": bytes_to_base64url(challenge), "asked_at": now().isoformat()}
    return Question(options, seal(purpose, value, CHALLENGE_LIFETIME))


def _read_challenge(sealed: str | None, purpose: str) -> tuple[bytes, datetime]:
    value = unseal(purpose, sealed)
    if value is None:
        raise PasskeyError("no question was asked")
    return base64url_to_bytes(value["challenge"]), datetime.fromisoformat(value["asked_at"])


def _build_purpose(registering_user_id: UUID | None) -> str:
    return f"passkey of {registering_user_id}" if registering_user_id else "passkey"


def _parse(answer: str) -> dict[str, Any]:
    try:
        credential = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise PasskeyError("not JSON") from error
    if not isinstance(credential, dict):
        raise PasskeyError("not a credential")
    return credential


def _read_credential_id(credential: Mapping[str, Any]) -> bytes:
    try:
        return base64url_to_bytes(str(credential.get("id", "")))
    except ValueError as error:
        raise PasskeyError("not a credential") from error


def _get_host() -> str:
    return links.read_host(settings().public_url) or "localhost"


def _get_origin() -> str:
    address = urlsplit(settings().public_url)
    return f"{address.scheme}://{address.netloc}"

"""Set up an authenticator app (TOTP, RFC 6238), check its codes, and turn it off. The pages: totp_routes."""

from __future__ import annotations

from datetime import datetime
from hmac import compare_digest
from uuid import UUID

import segno
from markupsafe import Markup
from pyotp import TOTP, random_base32
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import notices, security_log
from app.accounts.factors import recovery_codes
from app.web import links
from app.web.client import Client
from database.clock import now
from database.models import TotpSecret, User
from database.secrets import decrypt, encrypt
from database.settings import settings

_STEP_SECONDS = 30
# Clocks of telephones and servers may differ by one step.
_STEP_TOLERANCE = 1


def create_secret() -> str:
    """Return a new secret of 160 bits in base 32."""
    return random_base32()


def draw_qr_code(secret: str, email: str) -> Markup:
    """Return the QR code that authenticator apps read, as SVG."""
    issuer = links.read_host(settings().public_url) or "JobLedger"
    address = TOTP(secret).provisioning_uri(name=email, issuer_name=f"JobLedger ({issuer})")
    svg = segno.make(address, error="m", micro=False).svg_inline(scale=4, border=4, dark="#000", light="#fff")
    return Markup(svg)  # noqa: S704 - drawn by segno, which writes none of the text


def turn_on(session: Session, user: User, secret: str, code: str, client: Client) -> list[str] | None:
    """Store the secret once a code proves that the app has it; return recovery codes, None for a wrong code.

    The account's row is locked.
    """
    step = _find_step(secret, code, after=0)
    if step is None:
        return None
    session.execute(delete(TotpSecret).where(TotpSecret.user_id == user.id))
    session.add(TotpSecret(user_id=user.id, secret_encrypted=encrypt(secret), last_step=step, created_at=now()))
    security_log.record(session, "totp_enabled", client, user_id=user.id)
    notices.send_totp_enabled(session, user)
    return recovery_codes.replace_codes(session, user.id)


def turn_off(session: Session, user: User, client: Client) -> None:
    """Delete the secret and the recovery codes."""
    deletion = delete(TotpSecret).where(TotpSecret.user_id == user.id).returning(TotpSecret.user_id)
    recovery_codes.delete_codes(session, user.id)
    if session.scalars(deletion).one_or_none() is not None:
        security_log.record(session, "totp_disabled", client, user_id=user.id)
        notices.send_totp_disabled(session, user)


def replace_recovery_codes(session: Session, user: User, client: Client) -> list[str]:
    """Create new recovery codes; the earlier ones end."""
    security_log.record(session, "recovery_codes_created", client, user_id=user.id)
    notices.send_recovery_codes_created(session, user)
    return recovery_codes.replace_codes(session, user.id)


def load_start(session: Session, user_id: UUID) -> datetime | None:
    """Return since when the account has an authenticator app; None without one."""
    return session.scalars(select(TotpSecret.created_at).where(TotpSecret.user_id == user_id)).one_or_none()


def use_code(session: Session, user: User, code: str, client: Client) -> bool:
    """Accept a code of the authenticator app, or a recovery code, once; return False for every other text."""
    stored = session.get(TotpSecret, user.id, with_for_update=True, populate_existing=True)
    if stored is None:
        return False
    step = _find_step(decrypt(stored.secret_encrypted), code, after=stored.last_step)
    if step is not None:
        stored.last_step = step
        return True
    if not recovery_codes.use_code(session, user.id, code):
        return False
    security_log.record(session, "recovery_code_used", client, user_id=user.id)
    notices.send_recovery_code_used(session, user, recovery_codes.count_codes(session, user.id))
    return True


def _find_step(secret: str, code: str, *, after: int) -> int | None:
    """Return the time step whose code this is, if it is current and later than `after`."""
    digits = "".join(code.split()).encode()
    current = int(now().timestamp()) // _STEP_SECONDS
    for step in range(max(current - _STEP_TOLERANCE, after + 1), current + _STEP_TOLERANCE + 1):
        if compare_digest(TOTP(secret).generate_otp(step).encode(), digits):
            return step
    return None

"""Email an account that something which opens it, or proves who signs in, was added, used or removed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.kit.i18n import _, ngettext
from app.mail import emails, outbox
from app.web import links
from database.models import User


def send_totp_enabled(session: Session, user: User) -> None:
    """Say that signing in now needs a code."""
    text = _("Signing in to your JobLedger account now also needs a code from your authenticator app.")
    send(session, user, _("Two-step sign-in was turned on"), text)


def send_totp_disabled(session: Session, user: User) -> None:
    """Say that signing in needs no code any more."""
    text = _("Signing in to your JobLedger account no longer needs a code from your authenticator app.")
    send(session, user, _("Two-step sign-in was turned off"), text)


def send_recovery_codes_created(session: Session, user: User) -> None:
    """Say that there are new recovery codes."""
    text = _("Your JobLedger account has new recovery codes. The earlier ones no longer work.")
    send(session, user, _("New recovery codes were created"), text)


def send_recovery_code_used(session: Session, user: User, remaining: int) -> None:
    """Say that a recovery code was used, and how many remain."""
    text = ngettext(
        "A recovery code of your JobLedger account was used. You have {count} left.",
        "A recovery code of your JobLedger account was used. You have {count} left.",
        remaining,
    ).format(count=remaining)
    send(session, user, _("A recovery code was used"), text)


def send_passkey_added(session: Session, user: User, name: str) -> None:
    """Say that a passkey can sign in now."""
    text = _("The passkey {name} was added to your JobLedger account. It signs in without your password.")
    send(session, user, _("A passkey was added"), text.format(name=emails.break_links(name)))


def send_passkey_removed(session: Session, user: User, name: str) -> None:
    """Say that a passkey no longer signs in."""
    text = _("The passkey {name} was removed from your JobLedger account.")
    send(session, user, _("A passkey was removed"), text.format(name=emails.break_links(name)))


def send(session: Session, user: User, subject: str, text: str) -> None:
    """Queue an email of one sentence, with what to do if it was someone else."""
    message = emails.build_security_notice(subject, text, links.build_url("/settings"))
    outbox.queue(session, message, recipient=user.email, user_id=user.id)

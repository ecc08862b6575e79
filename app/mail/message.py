"""Compose a message for a mail server from a row of the outbox (RFC 5322, MIME). Nothing is sent here."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy

from app.mail.addresses import check_deliverable, get_public_host, get_sender
from app.mail.emails import Email
from database.clock import now
from database.models import OutgoingEmail


@dataclass(frozen=True)
class Envelope:
    """A message with its addresses. `is_international`: the recipient's name is not ASCII, so it needs SMTPUTF8."""

    sender: str
    recipient: str
    data: bytes
    is_international: bool


class _Policy(EmailPolicy):
    """Keep our additional headers on one line: the standard policy would encode a long address beyond use."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the header as bytes."""
        if name.startswith(("List-", "X-", "Feedback-ID")):
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


def compose(email: OutgoingEmail, address: str) -> Envelope:
    """Return the message for this row and address; its Message-ID is the row's, however often it is composed.

    Raises ValueError for a row that cannot become a message: a bad address or header.
    """
    recipient = check_deliverable(address)
    headers = email.headers or {}
    if not isinstance(headers, dict):
        raise ValueError("the email's additional headers are not a table")  # noqa: TRY004 - the row is bad, not the call
    checked = Email(email.subject, email.text_body, email.html_body, headers)
    is_international = not recipient.isascii()
    message = EmailMessage(policy=_Policy(linesep="\r\n", utf8=is_international))
    name, _, domain = recipient.rpartition("@")
    sender = get_sender()
    message["From"] = sender
    message["To"] = Address(username=name, domain=domain)
    message["Subject"] = checked.subject
    message["Date"] = now()
    message["Message-ID"] = f"<{email.id}@{get_public_host()}>"
    message["Auto-Submitted"] = "auto-generated"
    for header, value in checked.headers.items():
        message[header] = value
    # Seven bits only, so that every server on the way takes the message as it is.
    message.set_content(checked.text, cte="quoted-printable")
    if checked.html is not None:
        message.add_alternative(checked.html, subtype="html", cte="quoted-printable")
    return Envelope(sender.addr_spec, recipient, message.as_bytes(), is_international)

"""Check, mask and redact email addresses, and name our own. Which one may sign up is app.accounts' business."""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.utils import parseaddr
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

import idna

from database.settings import settings

_PLAIN_ADDRESS_PATTERN = re.compile(r"[^\s<>()\[\],;:\\\"@]{1,64}@[^\s<>()\[\],;:\\\"@]{1,253}")
_ADDRESS_IN_TEXT_PATTERN = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
_MAX_REASON_LENGTH = 300


class BadAddress(ValueError):
    """An address that no email can be sent to. The text does not repeat it."""


class MailSettingError(ValueError):
    """SMTP_URL, MAIL_FROM or PUBLIC_URL cannot be used; the text says how it should look and repeats no password."""


def check_deliverable(address: str) -> str:
    """Return the address as mail servers take it, an international domain in its ASCII form.

    Raises BadAddress for more than one address, quoted names, blanks, line breaks and control characters.
    """
    if not _PLAIN_ADDRESS_PATTERN.fullmatch(address) or not address.isprintable():
        raise BadAddress("the address is not one that mail can be sent to")
    name, _, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        return f"{name}@{idna.encode(domain, uts46=True).decode('ascii')}"
    except idna.IDNAError as error:
        raise BadAddress("the address has a domain that cannot exist") from error


def mask_address(address: str) -> str:
    """Return the address with most of it hidden: a…@example.org."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"


def redact(text: str, *secrets: str) -> str:
    """Return a server's text on one short line, without addresses and without `secrets`."""
    for secret in filter(None, secrets):
        text = text.replace(secret, "…")
    one_line = " ".join(_ADDRESS_IN_TEXT_PATTERN.sub("…", text).split())
    return "".join(filter(str.isprintable, one_line))[:_MAX_REASON_LENGTH]


def get_public_host() -> str:
    """Return the host of PUBLIC_URL in ASCII, used in emails and to greet mail servers. Raises MailSettingError."""
    try:
        host = urlsplit(settings().public_url).hostname or "localhost"
        return host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except ValueError as error:
        raise MailSettingError("PUBLIC_URL is not an address like https://jobs.example.org") from error


def get_mail_domain() -> str:
    """Return the host of PUBLIC_URL as the domain of an address, an IP address in brackets (RFC 5321, 4.1.3)."""
    host = get_public_host()
    try:
        number = ip_address(host)
    except ValueError:
        return host
    return f"[IPv6:{number}]" if isinstance(number, IPv6Address) else f"[{number}]"


def get_sender() -> Address:
    """Return the sender of our emails: MAIL_FROM, else no-reply at our host. Raises MailSettingError."""
    sender = settings().mail_from
    if sender is None:
        return Address("JobLedger", "no-reply", get_mail_domain())
    name, address = parseaddr(sender)
    try:
        user, _, domain = check_deliverable(address).rpartition("@")
        if not user.isascii() or not sender.isprintable():
            raise BadAddress("a sender is one line, and its name before the @ in ASCII")
        return Address(name or "JobLedger", user, domain)
    except ValueError as error:
        raise MailSettingError("MAIL_FROM is not an address like JobLedger <hello@example.org>") from error

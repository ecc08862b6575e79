"""Check and normalise email addresses. Whether an address exists is not checked here."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email


def normalise(text: str) -> str | None:
    """Return the address as it is stored, its domain in lower case; None when the text is not an address.

    The local part outside ASCII is lowered too: PostgreSQL and Python lower `İ` and `Σ` differently, and must agree on
    which account an address belongs to.
    """
    try:
        address = validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        return None
    return address if address.isascii() else address.lower()

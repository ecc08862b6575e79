"""What counts as an e-mail address. Whether it exists, only a letter tells."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email


def canonical(written: str) -> str | None:
    """The address as it is kept: without blanks, the domain in lower case; None when it cannot be an address.

    A name outside ASCII is kept in lower case too: PostgreSQL and Python do not agree on what `İ` and `Σ` become, and
    they must not disagree on whose an address is.
    """
    try:
        kept = validate_email(written.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        return None
    return kept if kept.isascii() else kept.lower()

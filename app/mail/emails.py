"""Render the emails of accounts, each as plain text and as HTML from one template. Who gets one is the caller's.

A new email is one template in templates/emails and one function here, or in its feature's `emails.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.kit.i18n import _, ngettext
from app.mail.addresses import get_public_host

_TEMPLATE_FOLDER = Path(__file__).with_name("templates")
_MAX_SUBJECT_LENGTH = 150
_MAX_NAME_LENGTH = 80
# Joins the parts of addresses for the programs that turn addresses in a text into links; the wide forms count for some.
_LINK_JOINT_PATTERN = re.compile(r"([.:/\\@\u3002\uff0e\uff0f\uff1a\uff20\uff61])(?=\S)")
_ALLOWED_JOINERS = "\u200c\u200d"  # some scripts and emoji are not written without them
# Headers an email may add: none that states its sender, its recipient or its format.
_HEADER_NAME_PATTERN = re.compile(r"(List|X)-[A-Za-z0-9-]{1,60}|Feedback-ID")
_MAX_HEADER_LINE_LENGTH = 998  # RFC 5322, 2.1.1


@dataclass(frozen=True)
class Email:
    """An email for the outbox; `headers` are additional ones, such as List-Unsubscribe.

    The subject becomes one line. Raises ValueError for a header that an email may not set.
    """

    subject: str
    text: str
    html: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "subject", shorten_to_line(self.subject, _MAX_SUBJECT_LENGTH))
        object.__setattr__(self, "headers", MappingProxyType(check_headers(self.headers)))


def build_verification_email(link: str, hours: int) -> Email:
    """Return the email that asks a new account to confirm its address."""
    return render_email("verify_address", _("Confirm your email address"), link=check_link(link), hours=hours)


def build_finish_sign_up_email(link: str, hours: int) -> Email:
    """Return the email to an unconfirmed account when someone signs up with its address again."""
    return render_email("finish_sign_up", _("Finish signing up"), link=check_link(link), hours=hours)


def build_address_in_use_email(sign_in_link: str, reset_link: str) -> Email:
    """Return the email to an account when someone signs up with its address."""
    links = {"sign_in_link": check_link(sign_in_link), "reset_link": check_link(reset_link)}
    return render_email("address_in_use", _("You already have an account"), **links)


def build_reset_password_email(link: str, minutes: int) -> Email:
    """Return the email with the link to choose a new password."""
    return render_email("reset_password", _("Reset your password"), link=check_link(link), minutes=minutes)


def build_password_changed_email(moment: datetime, reset_link: str) -> Email:
    """Return the email about a changed password; `moment` is aware and shown in its own zone."""
    return render_email(
        "password_changed",
        _("Your password was changed"),
        when=_format_moment(moment),
        reset_link=check_link(reset_link),
    )


def build_email_change_confirmation(link: str, hours: int) -> Email:
    """Return the email that asks to confirm an account's new address."""
    return render_email("email_change_confirm", _("Confirm your new email address"), link=check_link(link), hours=hours)


def build_email_change_notice(new_address_masked: str) -> Email:
    """Return the email to the old address when a change is requested."""
    return render_email(
        "email_change_notice",
        _("A change of your email address was requested"),
        new_address=break_links(new_address_masked),
    )


def build_email_changed_notice(new_address_masked: str) -> Email:
    """Return the email to the old address when the new one has taken effect."""
    return render_email(
        "email_changed", _("Your email address was changed"), new_address=break_links(new_address_masked)
    )


def build_new_sign_in_email(device: str, address: str, moment: datetime, sessions_link: str) -> Email:
    """Return the email about a sign-in from a new device; `address` is the device's IP address."""
    return render_email(
        "new_sign_in",
        _("New sign-in to your account"),
        device=break_links(device) or _("an unknown device"),
        address=_format_network_address(address),
        when=_format_moment(moment),
        sessions_link=check_link(sessions_link),
    )


def build_account_deleted_email(until: datetime) -> Email:
    """Return the email about a deleted account, which can be restored `until` then. Needs a recipient."""
    return render_email("account_deleted", _("Your account was deleted"), until=_format_day(until))


def build_identity_linked_email(provider: str, name: str) -> Email:
    """Return the email about a linked identity at GitHub or another provider."""
    subject = _("{provider} was linked to your account").format(provider=provider)
    return render_email("identity_linked", subject, provider=break_links(provider), name=break_links(name))


def build_identity_unlinked_email(provider: str) -> Email:
    """Return the email about an unlinked identity."""
    subject = _("{provider} was unlinked from your account").format(provider=provider)
    return render_email("identity_unlinked", subject, provider=break_links(provider))


def build_security_notice(subject: str, message: str, settings_link: str) -> Email:
    """Return the email about another change of what opens the account; `message` says which."""
    return render_email("security_notice", subject, message=message, settings_link=check_link(settings_link))


def shorten_to_line(text: str, max_length: int = _MAX_NAME_LENGTH) -> str:
    """Return the text on one line, without control characters and marks that change the writing direction."""
    spaced = (" " if unicodedata.category(mark) in {"Cc", "Zl", "Zp"} else mark for mark in text)
    visible = (
        mark for mark in spaced if mark in _ALLOWED_JOINERS or unicodedata.category(mark) not in {"Cf", "Co", "Cs"}
    )
    return " ".join("".join(visible).split())[:max_length].rstrip()


def break_links(text: str) -> str:
    """Return a person's text on one short line, spaced so that no mail program turns it into a link."""
    return _LINK_JOINT_PATTERN.sub(r"\1 ", shorten_to_line(text))


def check_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers if they may be sent. Raises ValueError for another name, line breaks and non-ASCII text."""
    for name, value in headers.items():
        if not isinstance(value, str) or not _HEADER_NAME_PATTERN.fullmatch(name):
            raise ValueError("an email may only add headers named List-…, X-… or Feedback-ID, with text as value")
        if not value.isascii() or not value.isprintable() or len(name) + len(value) + 2 > _MAX_HEADER_LINE_LENGTH:
            raise ValueError(
                f"the header {name} must be one line of at most {_MAX_HEADER_LINE_LENGTH} printable ASCII characters"
            )
    return dict(headers)


def render_email(template: str, subject: str, **values: object) -> Email:
    """Return the email of a template, with its subject and its values."""
    context = values | {"subject": subject, "host": get_public_host()}
    text, html = (
        _load_environment(form).get_template(f"{template}.jinja").render(context) for form in ("text", "html")
    )
    return Email(subject, text, html)


@lru_cache(maxsize=2)
def _load_environment(form: str) -> Environment:
    """Return the templates with the layout and parts of one form; only HTML is escaped."""
    environment = Environment(
        loader=FileSystemLoader([_TEMPLATE_FOLDER / form, _TEMPLATE_FOLDER / "emails"]),
        autoescape=form == "html",  # noqa: S701 - plain text has nothing to escape
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment


def check_link(link: str) -> str:
    """Return the link. Raises ValueError unless it is an http or https address."""
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not link.isprintable() or " " in link:
        raise ValueError("an email's link must be an http or https address")
    return link


def _format_network_address(address: str) -> str:
    try:
        return str(ip_address(address))
    except ValueError:
        return break_links(address)


def _format_day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _format_moment(moment: datetime) -> str:
    return f"{_format_day(moment)}, {moment:%H:%M %Z}"

"""What our letters say: one function per letter, each rendered as plain text and as HTML from the same template.

A new letter is one template in templates/letters and one function here. Who gets it and when is the caller's.
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

from app.mail.addresses import public_host

_TEMPLATES = Path(__file__).with_name("templates")
_SUBJECT_LENGTH = 150
_NAME_LENGTH = 80
# Joins the parts of addresses for the programs that turn addresses in a text into links; the wide forms count for some.
_JOINT = re.compile(r"([.:/\\@\u3002\uff0e\uff0f\uff1a\uff20\uff61])(?=\S)")
_JOINERS = "\u200c\u200d"  # some scripts and emoji are not written without them
# Only what a letter may add: nothing that says who it is from, to whom it goes or what it is made of.
_HEADER = re.compile(r"(List|X)-[A-Za-z0-9-]{1,60}|Feedback-ID")
_HEADER_LINE = 998  # RFC 5322, 2.1.1


@dataclass(frozen=True)
class Letter:
    """A letter as it waits in the outbox; `headers` are additional ones, such as List-Unsubscribe.

    The subject is brought onto one line. Raises ValueError for a header that is not the letter's to set.
    """

    subject: str
    text: str
    html: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "subject", one_line(self.subject, _SUBJECT_LENGTH))
        object.__setattr__(self, "headers", MappingProxyType(checked_headers(self.headers)))


def verify_address(link: str, hours: int) -> Letter:
    """To a new account: the address is to be confirmed."""
    return _letter("verify_address", "Confirm your e-mail address", link=_web(link), hours=hours)


def finish_sign_up(link: str, hours: int) -> Letter:
    """To an account that was never confirmed, when someone signs up with its address again."""
    return _letter("finish_sign_up", "Finish signing up", link=_web(link), hours=hours)


def address_in_use(sign_in_link: str, reset_link: str) -> Letter:
    """To an account, when someone signs up with its address."""
    links = {"sign_in_link": _web(sign_in_link), "reset_link": _web(reset_link)}
    return _letter("address_in_use", "You already have an account", **links)


def reset_password(link: str, minutes: int) -> Letter:
    """To someone who may choose a new password."""
    return _letter("reset_password", "Choose a new password", link=_web(link), minutes=minutes)


def password_changed(when: datetime, reset_link: str) -> Letter:
    """To an account whose password was changed; `when` is aware and shown in its own zone."""
    return _letter("password_changed", "Your password was changed", when=_moment(when), reset_link=_web(reset_link))


def email_change_confirm(link: str, hours: int) -> Letter:
    """To the new address of an account, before it takes effect."""
    return _letter("email_change_confirm", "Confirm your new e-mail address", link=_web(link), hours=hours)


def email_change_notice(new_address_masked: str) -> Letter:
    """To the old address of an account, when another was asked for."""
    return _letter(
        "email_change_notice", "Your e-mail address is being changed", new_address=unlinked(new_address_masked)
    )


def email_changed(new_address_masked: str) -> Letter:
    """To the address an account had until now, when another has taken its place."""
    return _letter("email_changed", "Your e-mail address was changed", new_address=unlinked(new_address_masked))


def new_sign_in(device: str, address: str, when: datetime, sessions_link: str) -> Letter:
    """To an account that was signed in to from a device not seen before; `address` is the device's IP address."""
    return _letter(
        "new_sign_in",
        "New sign-in to your account",
        device=unlinked(device) or "an unknown device",
        address=_network_address(address),
        when=_moment(when),
        sessions_link=_web(sessions_link),
    )


def account_deleted(until: datetime) -> Letter:
    """To the address of an account that was just deleted; signing in undoes it `until` then. Needs a recipient."""
    return _letter("account_deleted", "Your account was deleted", until=_day(until))


def github_linked(name: str) -> Letter:
    """To an account that a GitHub account of this name can sign in to from now on."""
    return _letter("github_linked", "GitHub was linked to your account", name=unlinked(name))


def github_unlinked() -> Letter:
    """To an account that GitHub no longer signs in to."""
    return _letter("github_unlinked", "GitHub was unlinked from your account")


def one_line(words: str, most: int = _NAME_LENGTH) -> str:
    """The words without line breaks, control characters and marks that turn the direction of writing."""
    kept = (" " if unicodedata.category(mark) in {"Cc", "Zl", "Zp"} else mark for mark in words)
    visible = (mark for mark in kept if mark in _JOINERS or unicodedata.category(mark) not in {"Cf", "Co", "Cs"})
    return " ".join("".join(visible).split())[:most].rstrip()


def unlinked(words: str) -> str:
    """Someone's own words on one short line, spaced so that no mail program finds an address in them to link."""
    return _JOINT.sub(r"\1 ", one_line(words))


def checked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Additional headers fit to be sent. Raises ValueError for any other name, line breaks and what is not ASCII."""
    for name, value in headers.items():
        if not isinstance(value, str) or not _HEADER.fullmatch(name):
            raise ValueError("a letter may only add headers named List-…, X-… or Feedback-ID, with text as value")
        if not value.isascii() or not value.isprintable() or len(name) + len(value) + 2 > _HEADER_LINE:
            raise ValueError(f"the header {name} must be one line of at most {_HEADER_LINE} printable ASCII characters")
    return dict(headers)


def _letter(template: str, subject: str, **values: object) -> Letter:
    context = values | {"subject": subject, "host": public_host()}
    text, html = (_environment(form).get_template(f"{template}.jinja").render(context) for form in ("text", "html"))
    return Letter(subject, text, html)


@lru_cache(maxsize=2)
def _environment(form: str) -> Environment:
    """The letters' templates, with the layout and parts of one form; only HTML is escaped."""
    return Environment(
        loader=FileSystemLoader([_TEMPLATES / form, _TEMPLATES / "emails"]),
        autoescape=form == "html",  # noqa: S701 - plain text has nothing to escape
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _web(link: str) -> str:
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not link.isprintable() or " " in link:
        raise ValueError("a letter's link must be an http or https address")
    return link


def _network_address(address: str) -> str:
    try:
        return str(ip_address(address))
    except ValueError:
        return unlinked(address)


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _moment(moment: datetime) -> str:
    return f"{_day(moment)}, {moment:%H:%M %Z}"

"""Tests of the emails: both forms have the same text, and nobody can inject links, markup or headers."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mail import emails
from app.mail.emails import Email, break_links, shorten_to_line

LINK = "https://jobs.example.org/auth/x?token=a-b_c&next=/feed"
OTHER = "https://jobs.example.org/auth/other"
WHEN = datetime(2026, 11, 22, 14, 5, tzinfo=ZoneInfo("Europe/Berlin"))
ALL: dict[str, Callable[[], Email]] = {
    "verify_address": lambda: emails.build_verification_email(LINK, 24),
    "finish_sign_up": lambda: emails.build_finish_sign_up_email(LINK, 24),
    "address_in_use": lambda: emails.build_address_in_use_email(LINK, OTHER),
    "reset_password": lambda: emails.build_reset_password_email(LINK, 30),
    "password_changed": lambda: emails.build_password_changed_email(WHEN, LINK),
    "email_change_confirm": lambda: emails.build_email_change_confirmation(LINK, 1),
    "email_change_notice": lambda: emails.build_email_change_notice("b…@example.com"),
    "new_sign_in": lambda: emails.build_new_sign_in_email("Firefox on Linux", "203.0.113.7", WHEN, LINK),
    "account_deleted": lambda: emails.build_account_deleted_email(datetime(2026, 12, 22, tzinfo=UTC)),
    "identity_linked": lambda: emails.build_identity_linked_email("GitHub", "octocat"),
    "identity_unlinked": lambda: emails.build_identity_unlinked_email("GitHub"),
    "security_notice": lambda: emails.build_security_notice("An app was set up", "An app was set up. " * 9, LINK),
    "email_changed": lambda: emails.build_email_changed_notice("n…@example.org"),
}
WITHOUT_LINK = {"email_change_notice", "email_changed", "account_deleted", "identity_linked", "identity_unlinked"}


class Page(HTMLParser):
    """The addresses a page links or loads, and its text."""

    def __init__(self, html: str | None) -> None:
        super().__init__()
        self.links: list[str | None] = []
        self.loaded: list[str] = []
        self.words = ""
        self.feed(html or "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name == "href"]
        self.loaded += [tag for name, _ in attrs if name in {"src", "background", "srcset"}]
        self.loaded += [tag] if tag in {"img", "script", "link", "iframe", "form"} else []

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("name", ALL)
def test_both_forms_have_the_same_text_and_load_nothing(name: str) -> None:
    email = ALL[name]()
    page = Page(email.html)
    assert page.loaded == []
    assert "url(" not in (email.html or "")
    body = email.text.partition("\n\n")[2].partition("\n-- \n")[0]
    page_text = " ".join(page.words.split())
    for paragraph in body.split("\n\n"):
        words = paragraph.split(":\n")[0]
        assert " ".join(words.split()) in page_text
    assert len(max(email.text.replace(LINK, "").replace(OTHER, "").splitlines(), key=len)) <= 78


@pytest.mark.parametrize("name", ALL)
def test_links_are_whole_in_both_forms(name: str) -> None:
    email = ALL[name]()
    assert (LINK in email.text.splitlines()) == (name not in WITHOUT_LINK)
    assert set(Page(email.html).links) <= {LINK, OTHER}
    assert (LINK in Page(email.html).links) == (name not in WITHOUT_LINK)


def test_times_have_their_zone_and_plurals_agree() -> None:
    assert "22 November 2026, 14:05 CET" in " ".join(emails.build_password_changed_email(WHEN, LINK).text.split())
    assert "expires in 1 hour." in " ".join(emails.build_verification_email(LINK, 1).text.split())
    assert "expires in 2 hours." in " ".join(emails.build_verification_email(LINK, 2).text.split())


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("http://evil.example/x", "http: / / evil. example/ x"),
        ("www.evil.example", "www. evil. example"),
        ("ada@evil.example", "ada@ evil. example"),
        ("evil。example", "evil。 example"),
        ("Dr. J. Doe", "Dr. J. Doe"),
        ("a\r\nBcc: b@c.d\u2028e\u202ef\x00", "a Bcc: b@ c. d ef"),
    ],
)
def test_a_name_is_never_a_link(words: str, shown: str) -> None:
    assert break_links(words) == shown
    email = emails.build_identity_linked_email("GitHub", words)
    assert shown in " ".join(email.text.split())
    assert shown in " ".join(Page(email.html).words.split())
    assert Page(email.html).links == []


def test_markup_in_a_name_stays_text() -> None:
    device = '<img src=x onerror=alert(1)><a href="https://evil.example">'
    email = emails.build_new_sign_in_email(device, "<script>", WHEN, LINK)
    page = Page(email.html)
    assert page.loaded == []
    assert set(page.links) == {LINK}
    assert "<script>" in page.words


def test_a_very_long_name_is_cut() -> None:
    assert len(break_links("n" * 10_000)) < 100


@given(st.text())
def test_a_subject_is_one_line_whatever_goes_in(words: str) -> None:
    subject = Email(words, "").subject
    assert len(subject.splitlines()) <= 1
    assert all(unicodedata.category(mark) not in {"Cc", "Cs"} for mark in subject)
    assert subject == shorten_to_line(subject, 150)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//evil.example", "https://", "https://a b", "https://a/\r\nx"]
)
def test_only_a_web_address_is_a_link(link: str) -> None:
    with pytest.raises(ValueError, match="http or https"):
        emails.build_verification_email(link, 1)


@pytest.mark.parametrize(
    "headers",
    [
        {"Bcc": "eve@example.org"},
        {"List-Id\r\nBcc": "eve@example.org"},
        {"List-Id": "a\r\nBcc: eve@example.org"},
        {"List-Id": "größer"},
        {"Message-ID": "<1@x>"},
        {"X-Long": "x" * 1000},
    ],
)
def test_an_email_cannot_set_its_sender_or_recipient(headers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="header"):
        Email("Hello", "x", None, headers)

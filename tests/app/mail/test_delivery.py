"""Letters that arrive: once, whole, with the right headers, in whatever alphabet, and to who is still there."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.headerregistry import DateHeader
from email.utils import parsedate_to_datetime

import pytest

from app.mail.addresses import MailSettingError
from app.mail.emails import Email, build_verification_email
from app.mail.sender import SendReport, send_due
from database.clock import now
from tests.app.mail.conftest import Later
from tests.app.mail.desk import LETTER, Desk
from tests.app.mail.postmaster import Postmaster, serving

LINK = "https://jobs.example.org/auth/verify?token=" + "t" * 43


def test_a_letter_is_delivered_once_with_both_bodies(desk: Desk, postmaster: Postmaster, later: Later) -> None:
    letter = desk.queue(build_verification_email(LINK, 24), user_id=desk.person())
    assert send_due() == SendReport(sent=1)
    assert send_due() == SendReport()
    received = postmaster.next()
    assert postmaster.arrived.empty()
    assert (received.sender, received.recipients) == ("no-reply@jobs.example.org", ["ada@example.org"])
    message = received.message
    assert message["From"] == "JobLedger <no-reply@jobs.example.org>"
    assert message["To"] == "ada@example.org"
    assert message["Subject"] == "Confirm your email address"
    assert message["Message-ID"] == f"<{letter}@jobs.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert isinstance(message["Date"], DateHeader)
    assert parsedate_to_datetime(str(message["Date"])) == now()
    assert message.get_content_type() == "multipart/alternative"
    plain, html = (message.get_body([form]) for form in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert LINK in plain.get_content().splitlines()
    assert f'href="{LINK}"' in html.get_content()


def test_the_message_is_seven_bit_with_lines_a_server_must_take(desk: Desk, postmaster: Postmaster) -> None:
    unsubscribe = f"<https://jobs.example.org/unsubscribe?token={'u' * 200}>"
    headers = {"List-Unsubscribe": unsubscribe, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    desk.queue(Email("Größe " * 40, "ä" * 5000 + "\n.\n..\n", "<p>" + "ß" * 5000 + "</p>", headers))
    assert send_due().sent == 1
    received = postmaster.next()
    assert received.data.isascii()
    assert max(map(len, received.data.split(b"\r\n"))) <= 998
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", received.data)
    assert received.message["List-Unsubscribe"] == unsubscribe
    assert received.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(received.message["Subject"]).startswith("Größe Größe ")
    body = received.message.get_body(["plain"])
    assert body is not None
    assert body.get_content().splitlines() == ["ä" * 5000, ".", ".."]


def test_what_was_sent_is_blanked(desk: Desk, postmaster: Postmaster) -> None:
    letter = desk.queue()
    send_due()
    row = desk.row(letter)
    assert row["sent_at"] is not None
    assert (row["attempts"], row["last_error"]) == (1, None)
    assert (row["text_body"], row["html_body"], row["headers"]) == ("", None, None)


def test_a_letter_with_text_only_goes_out_as_it_is(desk: Desk, postmaster: Postmaster) -> None:
    desk.queue(Email("Hello", "Good day.\n"))
    send_due()
    assert postmaster.next().message.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    ("address", "on_the_wire"),
    [
        ("ada@straße.example", "ada@xn--strae-oqa.example"),
        ("jürgen@exämple.example", "jürgen@xn--exmple-cua.example"),
        ("用户@example.org", "用户@example.org"),
    ],
)
def test_international_addresses_are_reached(
    desk: Desk, postmaster: Postmaster, address: str, on_the_wire: str
) -> None:
    desk.queue(Email("你好, Grüße", "x"), recipient=address)
    assert send_due().sent == 1
    received = postmaster.next()
    assert received.recipients == [on_the_wire]
    assert received.message["To"] == on_the_wire
    assert received.message["Subject"] == "你好, Grüße"


def test_a_server_without_international_addresses_is_not_asked_for_ever(
    desk: Desk, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = desk.queue(recipient="jürgen@example.org")
    with serving(Postmaster(), enable_SMTPUTF8=False) as port:
        monkeypatch.setenv("SMTP_URL", f"smtp://127.0.0.1:{port}")
        assert send_due().failed == 1
        later(timedelta(hours=1))
        assert send_due().failed == 1
        later(timedelta(hours=1))
        assert send_due().given_up == 1
    assert "SMTPUTF8" in desk.row(letter)["last_error"]


def test_a_letter_waits_until_its_time(desk: Desk, postmaster: Postmaster, later: Later) -> None:
    desk.queue(recipient="ada@example.org", not_before=now() + timedelta(hours=1))
    assert send_due() == SendReport(waiting=1)
    later(timedelta(hours=1))
    assert send_due() == SendReport(sent=1)


def test_a_letter_follows_the_account_to_its_new_address(desk: Desk, postmaster: Postmaster) -> None:
    ada = desk.person()
    desk.queue(user_id=ada)
    desk.execute("update users set email = 'new@example.org' where id = %s", ada)
    send_due()
    assert postmaster.next().recipients == ["new@example.org"]


def test_nothing_is_sent_to_a_deleted_account_unless_a_recipient_is_named(desk: Desk, postmaster: Postmaster) -> None:
    ada = desk.person()
    desk.execute("update users set deleted_at = now() where id = %s", ada)
    to_the_account = desk.queue(user_id=ada)
    desk.queue(user_id=ada, recipient="ada@example.org")
    assert send_due() == SendReport(sent=1, given_up=1, reason="the account was deleted")
    assert postmaster.next().recipients == ["ada@example.org"]
    assert postmaster.arrived.empty()
    assert desk.row(to_the_account)["last_error"] == "given up: the account was deleted"


def test_without_a_server_letters_wait(desk: Desk) -> None:
    letter = desk.queue()
    assert send_due() == SendReport(waiting=1)
    assert desk.row(letter)["text_body"] == "Good day.\n"


def test_one_connection_carries_many_letters(desk: Desk, postmaster: Postmaster) -> None:
    for number in range(5):
        desk.queue(recipient=f"person{number}@example.org")
    assert send_due(3) == SendReport(sent=3, waiting=2)
    assert send_due(3) == SendReport(sent=2)
    assert len({postmaster.next().recipients[0] for _ in range(5)}) == 5


def test_a_letter_someone_waits_for_goes_before_a_lists(desk: Desk, postmaster: Postmaster, later: Later) -> None:
    desk.queue(LETTER)
    later(timedelta(seconds=1))
    desk.queue(Email("Confirm", "x"))
    assert send_due(1).sent == 1
    assert postmaster.next().message["Subject"] == "Confirm"


def test_letters_come_from_whom_the_operator_says(
    desk: Desk, postmaster: Postmaster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAIL_FROM", "Die Jobbörse <jobs@straße.example>")
    desk.queue()
    assert send_due().sent == 1
    received = postmaster.next()
    assert received.sender == "jobs@xn--strae-oqa.example"
    assert received.message["From"] == "Die Jobbörse <jobs@xn--strae-oqa.example>"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("MAIL_FROM", "nobody"),
        ("MAIL_FROM", "x <jürgen@example.org>"),
        ("MAIL_FROM", "a <a@b.org>\r\nBcc: c@d.org"),
        ("PUBLIC_URL", "https://exämple..org"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_and_costs_no_letter(
    desk: Desk, postmaster: Postmaster, monkeypatch: pytest.MonkeyPatch, setting: str, value: str
) -> None:
    letter = desk.queue()
    monkeypatch.setenv(setting, value)
    with pytest.raises(MailSettingError, match=setting):
        send_due()
    assert desk.row(letter)["attempts"] == 0


@pytest.mark.parametrize(
    ("site", "sender"),
    [
        ("http://localhost:8501", "no-reply@localhost"),
        ("http://192.0.2.7:8501", "no-reply@[192.0.2.7]"),
        ("http://[2001:db8::7]", "no-reply@[IPv6:2001:db8::7]"),
        ("https://börse.example", "no-reply@xn--brse-5qa.example"),
    ],
)
def test_any_site_has_a_sender(
    desk: Desk, postmaster: Postmaster, monkeypatch: pytest.MonkeyPatch, site: str, sender: str
) -> None:
    monkeypatch.setenv("PUBLIC_URL", site)
    desk.queue()
    assert send_due().sent == 1
    assert postmaster.next().sender == sender


def test_a_connection_gone_stale_is_replaced(desk: Desk, postmaster: Postmaster) -> None:
    desk.queue(), desk.queue()
    postmaster.answers["MAIL"] = ["250 OK", "421 4.7.0 enough for one connection", "250 OK"]
    assert send_due() == SendReport(sent=2)


def test_two_senders_at_once_send_each_letter_once(desk: Desk, postmaster: Postmaster) -> None:
    for number in range(10):
        desk.queue(recipient=f"person{number}@example.org")
    postmaster.expected_together = 2
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(send_due) for _ in range(2)]
        sent = [one.result().sent for one in both]
    assert sum(sent) == 10
    assert min(sent) >= 1
    assert sorted(postmaster.next().recipients[0] for _ in range(10)) == [f"person{n}@example.org" for n in range(10)]
    assert postmaster.arrived.empty()


def test_a_row_with_foreign_headers_is_given_up_and_does_not_block_the_others(
    desk: Desk, postmaster: Postmaster
) -> None:
    bad = [desk.queue() for _ in range(3)]
    good = desk.queue()
    for letter, headers in zip(
        bad, ['{"Bcc": "eve@example.org"}', '{"List-Id": "a\\r\\nBcc: eve@x.org"}', "[1]"], strict=True
    ):
        desk.execute("update ops.email_outbox set headers = %s::jsonb where id = %s", headers, letter)
    done = send_due()
    assert (done.sent, done.given_up, done.waiting) == (1, 3, 0)
    assert all("header" in desk.row(letter)["last_error"] for letter in bad)
    assert desk.row(good)["sent_at"] is not None


@pytest.mark.parametrize("column", ["subject", "recipient"])
def test_a_row_cannot_smuggle_a_header(desk: Desk, postmaster: Postmaster, column: str) -> None:
    letter = desk.queue()
    value = "ada@example.org\r\nBcc: eve@example.org\r\n\r\nSurprise"
    desk.execute(f"update ops.email_outbox set {column} = %s where id = %s", value, letter)
    done = send_due()
    if column == "recipient":
        assert done.given_up == 1
        assert postmaster.arrived.empty()
    else:
        message = postmaster.next().message
        assert message["Bcc"] is None
        assert message["Subject"] == " ".join(value.split())

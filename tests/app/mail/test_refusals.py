"""Servers that refuse, hang, cut the line or are away: what is tried again, when, and what is given up."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta

import pytest

from app.mail.addresses import MailSettingError
from app.mail.outbox import NEVER_SEND_AT
from app.mail.sender import RETRY_PAUSES, SendReport, send_due
from app.mail.smtp import SmtpServer, read_configured_server
from database.clock import now
from tests.app.mail.conftest import Later
from tests.app.mail.desk import Desk
from tests.app.mail.postmaster import DROP, HANG, Postmaster


@pytest.fixture
def impatient(postmaster: Postmaster) -> SmtpServer:
    """The server of `postmaster`, for which nobody waits long."""
    server = read_configured_server()
    assert server is not None
    return replace(server, seconds_to_connect=5, seconds_to_reply=0.3, seconds_to_accept=0.3)


@pytest.mark.parametrize("verb", ["RCPT", "DATA"])
def test_a_4xx_is_tried_again_after_a_minute(desk: Desk, postmaster: Postmaster, later: Later, verb: str) -> None:
    letter = desk.queue()
    postmaster.answers[verb] = ["451 4.7.1 <ada@example.org>: try again later"]
    assert send_due() == SendReport(failed=1, waiting=1, reason="451 4.7.1 <…>: try again later")
    row = desk.row(letter)
    assert (row["attempts"], row["last_error"]) == (1, "451 4.7.1 <…>: try again later")
    assert row["not_before"] == now() + timedelta(minutes=1)
    assert send_due() == SendReport(waiting=1)
    later(timedelta(minutes=1))
    assert send_due() == SendReport(sent=1)


def test_the_pauses_grow_to_two_days_and_then_the_letter_is_given_up_but_kept(
    desk: Desk, postmaster: Postmaster, later: Later
) -> None:
    letter = desk.queue()
    begun = now()
    postmaster.answers["RCPT"] = ["450 4.2.0 later"] * 20
    for pause in RETRY_PAUSES:
        assert send_due().failed == 1
        assert desk.row(letter)["not_before"] == now() + pause
        later(pause)
    assert timedelta(days=1.5) < now() - begun < timedelta(days=2)
    assert send_due() == SendReport(given_up=1, reason="450 4.2.0 later")
    row = desk.row(letter)
    assert (row["sent_at"], row["not_before"]) == (None, NEVER_SEND_AT)
    assert row["last_error"] == "given up: 450 4.2.0 later"
    assert row["text_body"] == "Good day.\n"
    later(timedelta(days=365))
    assert send_due() == SendReport()
    assert [letter.given_up for letter in desk.waiting(given_up=True)] == [True]
    assert desk.waiting() == []


@pytest.mark.parametrize("verb", ["RCPT", "DATA"])
def test_a_5xx_is_not_tried_for_ever(desk: Desk, postmaster: Postmaster, later: Later, verb: str) -> None:
    letter = desk.queue()
    postmaster.answers[verb] = ["550 5.1.1 ada@example.org: no such user"] * 3
    for _ in range(2):
        assert send_due().failed == 1
        later(timedelta(minutes=5))
    assert send_due().given_up == 1
    assert desk.row(letter)["last_error"] == "given up: 550 5.1.1 …: no such user"


def test_a_bad_letter_does_not_keep_back_the_good_ones(desk: Desk, postmaster: Postmaster) -> None:
    for name in ("bad", "good", "fine"):
        desk.queue(recipient=f"{name}@example.org")
    postmaster.answers["RCPT"] = ["550 5.1.1 no"]
    assert send_due() == SendReport(sent=2, failed=1, waiting=1, reason="550 5.1.1 no")


@pytest.mark.parametrize("verb", ["RCPT", "DATA"])
@pytest.mark.parametrize("trouble", [HANG, DROP])
def test_a_server_that_hangs_or_cuts_the_line_has_another_try(
    desk: Desk, postmaster: Postmaster, impatient: SmtpServer, later: Later, verb: str, trouble: str
) -> None:
    letter = desk.queue()
    postmaster.answers[verb] = [trouble]
    done = send_due(server=impatient)
    assert (done.sent, done.failed, done.is_server_unready) == (0, 1, False)
    assert "onnection" in str(done.reason)
    later(timedelta(minutes=1))
    assert send_due(server=impatient).sent == 1
    # The server may have kept what it took before the line broke: then it can tell by the Message-ID.
    copies = [postmaster.next() for _ in range(1 if verb == "RCPT" else 2)]
    assert {copy.message["Message-ID"] for copy in copies} == {f"<{letter}@jobs.example.org>"}


@pytest.mark.parametrize("answer", ["550 5.7.1 sender not allowed", "421 4.3.2 shutting down", HANG, DROP])
def test_a_server_that_takes_nothing_costs_no_letter_a_try(
    desk: Desk, postmaster: Postmaster, impatient: SmtpServer, answer: str
) -> None:
    letters = [desk.queue(), desk.queue()]
    postmaster.answers["MAIL"] = [answer]
    done = send_due(server=impatient)
    assert (done.sent, done.failed, done.waiting, done.is_server_unready) == (0, 0, 2, True)
    assert [desk.row(letter)["attempts"] for letter in letters] == [0, 0]
    assert desk.health().failing == 1
    assert send_due(server=impatient) == SendReport(sent=2)
    assert desk.health().failing == 0


def test_a_server_that_is_away_is_named_as_the_reason(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("SMTP_URL", f"smtp://127.0.0.1:{port}")
    letter = desk.queue()
    done = send_due()
    assert done.is_server_unready
    assert "refused" in str(done.reason)
    assert desk.row(letter)["last_error"] == done.reason


def test_a_server_that_never_greets_is_left(desk: Desk, impatient: SmtpServer) -> None:
    desk.queue()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mute = replace(impatient, port=silent.getsockname()[1], seconds_to_connect=0.3)
        assert send_due(server=mute).is_server_unready


def test_a_greeting_with_an_error_keeps_the_letters(desk: Desk, impatient: SmtpServer) -> None:
    desk.queue()
    with socket.create_server(("127.0.0.1", 0)) as rude:
        port = rude.getsockname()[1]
        rude.settimeout(5)
        done = _refuse_one(rude, replace(impatient, port=port))
    assert (done.is_server_unready, done.reason) == (True, "554 5.3.2 not today")


def _refuse_one(listener: socket.socket, server: SmtpServer) -> SendReport:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(send_due, server=server)
        line, _ = listener.accept()
        with line:
            line.sendall(b"554 5.3.2 not today\r\n")
            return sending.result(timeout=10)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org:25",
        "http://mail.example.org",
        "smtp://",
        "smtp://host:port",
        "smtp://user:pa/ss@host",
        "smtp://host:99999",
        "smtp://host?tls=no",
        "smtp://[::1",
    ],
)
def test_an_address_that_cannot_be_used_says_how_it_should_look(url: str) -> None:
    with pytest.raises(MailSettingError, match="smtp://user:password@host:587") as caught:
        SmtpServer.from_url(url)
    assert "pa/ss" not in str(caught.value)


def test_an_address_is_read_with_its_usual_port() -> None:
    assert SmtpServer.from_url("smtp://localhost") == SmtpServer("localhost", 25)
    assert SmtpServer.from_url("smtp://ada%40example.org:p%40ss%3Aw%2F@host") == SmtpServer(
        "host", 587, "ada@example.org", "p@ss:w/"
    )
    assert SmtpServer.from_url("smtps://a:b@host/") == SmtpServer("host", 465, "a", "b", implicit_tls=True)
    assert SmtpServer.from_url("smtp://[::1]:2525").is_loopback
    assert "b-secret" not in repr(SmtpServer.from_url("smtps://a:b-secret@host"))

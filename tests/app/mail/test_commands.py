"""`jobledger mail …`: what it sends and shows, and its exit status."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from tests.app.mail.desk import Desk
from tests.app.mail.postmaster import Postmaster


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["mail", *words])


def test_send_sends_and_counts(desk: Desk, postmaster: Postmaster) -> None:
    desk.queue(), desk.queue()
    done = run("send", "--json")
    assert done.exit_code == 0
    expected = {"sent": 2, "failed": 0, "given_up": 0, "waiting": 0, "reason": None, "is_server_unready": False}
    assert json.loads(done.stdout) == expected
    assert run("send").stdout == "0 sent, 0 failed, 0 abandoned, 0 waiting.\n"


@pytest.mark.parametrize("verb", ["MAIL", "RCPT"])
def test_send_fails_with_the_reason_when_everything_is_refused(desk: Desk, postmaster: Postmaster, verb: str) -> None:
    desk.queue()
    postmaster.answers[verb] = ["550 5.7.1 ada@example.org may not"]
    done = run("send")
    assert done.exit_code == 1
    assert done.stderr == "jobledger: no email was sent: 550 5.7.1 … may not\n"


def test_send_can_take_up_what_was_given_up(desk: Desk, postmaster: Postmaster) -> None:
    letter = desk.queue()
    desk.execute("update ops.email_outbox set not_before = '9999-12-31', attempts = 12 where id = %s", letter)
    assert run("send").stdout.startswith("0 sent")
    assert run("send", "--again").stdout.startswith("1 sent")


def test_send_without_a_server_says_what_is_missing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("send").exit_code == 0
    desk.queue()
    done = run("send")
    assert (done.exit_code, done.stderr) == (1, "jobledger: SMTP_URL is not set, so no email is sent\n")
    monkeypatch.setenv("SMTP_URL", "http://x:secret@y")
    done = run("send")
    assert done.exit_code == 1
    assert "SMTP_URL is not an address like" in done.stderr
    assert "secret" not in done.stderr


def test_wrong_use_is_status_2(desk: Desk) -> None:
    assert run("send", "--limit", "0").exit_code == 2
    assert run("post").exit_code == 2


def test_list_hides_addresses_and_bodies(desk: Desk) -> None:
    desk.queue()
    listed = json.loads(run("list", "--json").stdout)
    assert [(row["to"], row["subject"], row["attempts"]) for row in listed] == [("a…@example.org", "Hello", 0)]
    said = run("list").stdout
    assert "a…@example.org" in said
    assert "ada@" not in said
    assert "Good day" not in said

"""A sender that is killed at any point loses no letter, and repeats one only when the server had said yes already."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
import pytest

from app.mail.sender import send_due
from database.settings import REPOSITORY
from tests.app.mail.desk import Desk
from tests.app.mail.postmaster import HANG, PATIENCE, Postmaster

PROGRAM = "from app.mail.sender import send_due; send_due()"
_STOP_AT_THE_RECORD = """
create function ops.stop_at_the_record() returns trigger language plpgsql as
$$ begin perform pg_advisory_xact_lock(42); return new; end $$;
create trigger stop before update on ops.email_outbox for each row execute function ops.stop_at_the_record()
"""
_IS_WAITING = "select count(*) from pg_locks where locktype = 'advisory' and not granted"


@contextmanager
def sender() -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own that sends what is due; killed at the end with no chance to tidy up."""
    with subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=REPOSITORY) as process:
        try:
            yield process
        finally:
            process.kill()


def assert_unharmed(desk: Desk, letter: UUID) -> None:
    """The letter is free again and as it was."""
    desk.await_unlocked()
    row = desk.row(letter)
    assert (row["sent_at"], row["attempts"], row["text_body"]) == (None, 0, "Good day.\n")


@pytest.mark.parametrize("verb", ["MAIL", "RCPT"])
def test_killed_before_the_letter_was_handed_over(desk: Desk, postmaster: Postmaster, verb: str) -> None:
    letter = desk.queue()
    postmaster.answers[verb] = [HANG]
    with sender():
        while postmaster.reached.get(timeout=PATIENCE) != verb:
            pass
    assert_unharmed(desk, letter)
    assert send_due().sent == 1
    assert postmaster.next().message["Message-ID"] == f"<{letter}@jobs.example.org>"
    assert postmaster.arrived.empty()


def test_killed_while_the_server_makes_up_its_mind(desk: Desk, postmaster: Postmaster) -> None:
    letter = desk.queue()
    postmaster.answers["DATA"] = [HANG]
    with sender():
        first = postmaster.next()
    assert_unharmed(desk, letter)
    assert send_due().sent == 1
    assert postmaster.next().message["Message-ID"] == first.message["Message-ID"]


def test_killed_between_the_servers_yes_and_the_record(desk: Desk, postmaster: Postmaster) -> None:
    letter = desk.queue()
    desk.execute(_STOP_AT_THE_RECORD)
    with psycopg.connect(desk.database.libpq_url("owner")) as holder:
        holder.execute("select pg_advisory_xact_lock(42)")
        with sender():
            first = postmaster.next()
            while holder.execute(_IS_WAITING).fetchone() != (1,):
                pass
    desk.execute("drop trigger stop on ops.email_outbox")
    assert_unharmed(desk, letter)
    assert send_due().sent == 1
    assert postmaster.next().message["Message-ID"] == first.message["Message-ID"] == f"<{letter}@jobs.example.org>"
    assert postmaster.arrived.empty()

"""The loop beside the app: sends at once, and outlives the database, the mail server and surprises."""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from app.mail import sender
from app.mail.sender import SendReport, keep_sending, keep_sending_in_background
from database.scratch import scratch_cluster
from tests.app.mail.conftest import Later
from tests.app.mail.desk import Desk
from tests.app.mail.postmaster import PATIENCE, Postmaster
from tests.database.servers import cloned

SOON = 0.02


class Heard(logging.Handler):
    """What the sender says in the log, as it says it."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.said: queue.Queue[str] = queue.Queue()

    def emit(self, record: logging.LogRecord) -> None:
        self.said.put(record.getMessage())

    def next(self) -> str:
        return self.said.get(timeout=PATIENCE)


@pytest.fixture
def heard() -> Iterator[Heard]:
    own = Heard()
    sender.LOG.addHandler(own)
    before, sender.LOG.level = sender.LOG.level, logging.INFO
    yield own
    sender.LOG.removeHandler(own)
    sender.LOG.level = before


@contextmanager
def loop() -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=keep_sending, args=(stop,), kwargs={"poll_seconds": SOON})
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_the_app_sends_while_it_runs_and_stops_when_it_ends(desk: Desk, postmaster: Postmaster) -> None:
    async def life() -> None:
        async with keep_sending_in_background():
            desk.queue()
            await asyncio.to_thread(postmaster.next)

    asyncio.run(life())
    assert all(thread.name != "mail" for thread in threading.enumerate())
    desk.queue()
    assert postmaster.arrived.empty()


def test_a_retry_goes_out_when_it_is_due(desk: Desk, postmaster: Postmaster, later: Later) -> None:
    desk.queue()
    postmaster.answers["RCPT"] = ["451 later"]
    with loop():
        assert [postmaster.reached.get(timeout=PATIENCE) for _ in range(2)] == ["MAIL", "RCPT"]
        desk.await_unlocked()
        assert postmaster.arrived.empty()
        later(timedelta(minutes=1))
        postmaster.next()


def test_it_outlives_a_restart_of_the_database(
    postmaster: Postmaster, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scratch_cluster() as cluster, cloned(cluster, monkeypatch) as database, loop():
        desk = Desk(database)
        desk.queue()
        postmaster.next()
        cluster.stop()
        assert heard.next() == "mail waits: the database does not answer"
        cluster.start()
        assert heard.next() == "mail is going out again"
        desk.queue()
        postmaster.next()
        assert postmaster.arrived.empty()


def test_it_says_once_what_keeps_mail_back_and_once_that_it_is_over(
    desk: Desk, postmaster: Postmaster, heard: Heard
) -> None:
    desk.queue()
    postmaster.answers["MAIL"] = ["550 5.7.1 <no-reply@jobs.example.org> is not allowed"] * 4
    with loop():
        postmaster.next()
        assert heard.next() == "mail waits: 550 5.7.1 <…> is not allowed"
        assert heard.next() == "mail is going out again"
    assert heard.said.empty()


def test_it_outlives_a_surprise_and_says_so(
    desk: Desk, postmaster: Postmaster, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, surprises = sender.send_due, [RuntimeError("nobody thought of it")]

    def surprising(*args: Any, **options: Any) -> SendReport:
        if surprises:
            raise surprises.pop()
        return real(*args, **options)

    monkeypatch.setattr(sender, "send_due", surprising)
    desk.queue()
    with loop():
        assert heard.next() == "a pass over the outbox failed"
        postmaster.next()


@pytest.mark.parametrize("url", [None, "smtp//broken"])
def test_without_a_usable_server_it_waits(
    desk: Desk, heard: Heard, monkeypatch: pytest.MonkeyPatch, url: str | None
) -> None:
    letter = desk.queue()
    if url:
        monkeypatch.setenv("SMTP_URL", url)
    with loop():
        if url:
            assert heard.next().startswith("mail waits: SMTP_URL is not an address")
    assert desk.row(letter)["sent_at"] is None

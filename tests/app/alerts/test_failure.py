"""Every match is reported in exactly one email, when processes are killed and the mail server fails."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO

import pytest

from app.search.criteria import Criteria
from database.settings import REPOSITORY
from tests.app.alerts.people import alert, person
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.mail.postmaster import DROP, HANG, Postmaster, serving

_SIGKILL = 9
_LISTING = re.compile(r"/listing\?id=3?D?([0-9a-f-]{36})")
_ALERT = re.compile(r"alert=([0-9a-f-]{36})")
# What may go wrong with an email; a 5xx is a permanent error of it, so there is none here.
TROUBLES = [
    {"RCPT": ["451 not now"]}, {"DATA": ["451 not now"]}, {"DATA": [HANG]}, {"DATA": [DROP]}, {"RCPT": [DROP]},
    {"MAIL": ["550 go away"]}, {}, {},
]  # fmt: skip


@dataclass
class Mortal:
    """The process that dies."""

    orders: IO[str]
    answers: IO[str]
    port: int

    def do(self, what: str, now: datetime, steps: int = 0) -> int:
        """Have it work until the nth step; the status it ended with."""
        order = {"do": what, "now": now.isoformat(), "steps": steps, "port": self.port}
        self.orders.write(json.dumps(order) + "\n")
        self.orders.flush()
        return int(self.answers.readline())


@contextmanager
def mortal(port: int) -> Iterator[Mortal]:
    command = [sys.executable, "-m", "tests.app.alerts.dying"]
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Mortal(process.stdin, process.stdout, port)
        process.stdin.close()


@pytest.mark.parametrize("points", [20, pytest.param(200, marks=pytest.mark.long)])
def test_every_match_is_reported_in_one_email_whenever_anything_dies(ledger: Ledger, points: int) -> None:
    owner, chance, now = ledger.connection, random.Random(7), NOW
    alerts = {
        str(alert(owner, person(owner, f"{frequency}{number}@example.org"), Criteria(keywords=word), frequency))
        for number, word in enumerate(["python", "engineer", "python or cobol"])
        for frequency in ("immediate", "daily")
    }
    owner.commit()
    master, listings, killed = Postmaster(), set(), 0
    with serving(master) as port, mortal(port) as process:
        for point in range(points):
            now += timedelta(minutes=chance.choice([7, 90, 400]))
            job = Job(title=f"Engineer {point}", requisition=f"R-{point // 2}")
            listing = ledger.listing(Key("greenhouse", "northwind", str(point)), Version(now, job))
            ledger.commit()
            if point % 2 == 0:
                listings.add(str(listing))
            for verb, replies in chance.choice(TROUBLES).items():
                master.answers[verb] = list(replies)
            killed += process.do(chance.choice(["check", "send"]), now, chance.randint(1, 60)) == _SIGKILL
            process.do("check", now)
            killed += process.do("send", now, chance.randint(1, 60)) == _SIGKILL
        assert killed > points // 2
        master.answers.clear()
        for days in range(1, 4):
            assert process.do("check", now + timedelta(days=days)) == 0
            assert process.do("send", now + timedelta(days=days)) == 0
    assert count(ledger, "select count(*) from ops.email_outbox where sent_at is null") == 0
    assert count(ledger, "select count(*) from ops.alert_deliveries where sent_at is null") == 0
    assert count(ledger, "select count(*) from ops.alert_queue") == 0
    emails_by_match: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    while not master.arrived.empty():
        message = master.next().message
        body = message.get_body(("plain",))
        assert body is not None
        (alert_id,) = set(_ALERT.findall(str(message["List-Unsubscribe"])))
        for listing_id in _LISTING.findall(body.get_content()):
            emails_by_match[alert_id, listing_id].add(str(message["Message-ID"]))
    # One of each requisition's two postings, whichever was there when the matcher came to it.
    assert {len(emails) for emails in emails_by_match.values()} == {1}
    assert len(emails_by_match) == len(alerts) * len(listings)
    assert {alert_id for alert_id, _ in emails_by_match} == alerts


def count(ledger: Ledger, query: str) -> int:
    row = ledger.connection.execute(query).fetchone()
    ledger.connection.commit()
    assert row is not None
    return int(row[0])

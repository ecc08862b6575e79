"""Handing the outbox's due letters to the mail server, once or for as long as the app runs. Wording is letters.py's.

Any number of processes may send at once: a row is locked while its letter is handed in, and its transaction commits
what came of it. So a letter goes out once, unless a process or the database dies between the server's yes and the
commit; then the second copy has the same Message-ID.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import anyio
from sqlalchemy import Row, func, select
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from app.mail.addresses import MailSettingError, origin
from app.mail.message import compose
from app.mail.outbox import NEVER
from app.mail.smtp import Line, Refused, Server, ServerUnready, configured
from database.clock import now
from database.models import OutgoingEmail, User
from database.sessions import auth_session

LOG = logging.getLogger(__name__)

BATCH = 100
# The pauses after each failed try: a little under two days in all.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    *(timedelta(hours=6),) * 7,
)
# A 5xx is meant to be final, but some servers say it of a full mailbox or while they are being set up.
PERMANENT_TRIES = 3
POLL_SECONDS = 1.0
_LONGEST_PAUSE = 300.0
_GRACE_SECONDS = 5.0


@dataclass(frozen=True)
class Sent:
    """What a pass came to; `waiting` letters are still to be sent.

    `reason` is the last thing that went wrong; `is_server_unready` when it keeps every letter back, not one of them.
    """

    sent: int = 0
    failed: int = 0
    given_up: int = 0
    waiting: int = 0
    reason: str | None = None
    is_server_unready: bool = False


@dataclass(frozen=True)
class _Outcome:
    kind: Literal["sent", "failed", "given_up", "unready"]
    reason: str | None = None


def send_due(
    limit: int = BATCH, *, server: Server | None = None, is_stopping: Callable[[], bool] = lambda: False
) -> Sent:
    """Send up to `limit` letters that are due, each in a transaction of its own, to `server` or the one in SMTP_URL.

    When the server takes no letters at all the pass ends, and that costs no letter one of its tries. Without a server
    nothing is sent. Raises MailSettingError, and sqlalchemy.exc.OperationalError when the database is away.
    """
    server = server or configured()
    counts: Counter[str] = Counter()
    reason = None
    if server is not None:
        origin()  # a sender that cannot be used is no letter's fault
        with Line(server) as line:
            while sum(counts.values()) < limit and not counts["unready"] and not is_stopping():
                outcome = _send_next(line)
                if outcome is None:
                    break
                counts[outcome.kind] += 1
                reason = outcome.reason or reason
    return Sent(counts["sent"], counts["failed"], counts["given_up"], _count(), reason, counts["unready"] > 0)


def keep_sending(stop: threading.Event, *, server: Server | None = None, every: float = POLL_SECONDS) -> None:
    """Send what is due until `stop` is set; meant for a thread. Survives the database and the server going away.

    The outbox is looked into `every` second: one look at an index, which retries need anyway, and which unlike LISTEN
    needs no connection of its own and works through any pooler.
    """
    pause, trouble = 0.0, None
    while not stop.wait(pause):
        done, problem = _turn(stop, server)
        if problem != trouble:
            LOG.warning("mail waits: %s", problem) if problem else LOG.info("mail is going out again")
        pause = min(max(2 * pause, every), _LONGEST_PAUSE) if problem else (0.0 if done == BATCH else every)
        trouble = problem


@asynccontextmanager
async def sending(server: Server | None = None) -> AsyncIterator[None]:
    """Keep sending while the block runs; for the lifespan of the application. Without SMTP_URL letters just wait.

    A letter being handed in at the end has a few seconds; then the process may go, which loses nothing.
    """
    stop = threading.Event()
    thread = threading.Thread(target=keep_sending, args=(stop,), kwargs={"server": server}, name="mail", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(thread.join, _GRACE_SECONDS)


def _turn(stop: threading.Event, server: Server | None) -> tuple[int, str | None]:
    """One pass of the loop: how many letters it dealt with, and what keeps mail back."""
    try:
        done = send_due(BATCH, server=server, is_stopping=stop.is_set)
    except MailSettingError as error:
        return 0, str(error)
    except (OperationalError, InterfaceError):
        return 0, "the database does not answer"
    except Exception:
        # The loop must outlive what nobody thought of: without it no one can sign up any more.
        LOG.exception("a pass over the outbox failed")
        return 0, "an error in the sender"
    return done.sent + done.failed + done.given_up, done.reason if done.is_server_unready else None


def _send_next(line: Line) -> _Outcome | None:
    """Hand in the next letter that is due and write down what came of it; None when none is due."""
    with auth_session() as session:
        row = _claim(session)
        if row is None:
            return None
        letter, email, deleted_at = row
        outcome = _hand_in(line, letter, letter.recipient or (None if deleted_at else email))
        _record(letter, outcome)
        return outcome


def _claim(session: Session) -> Row[OutgoingEmail, str, datetime | None] | None:
    """The next due letter that no other process holds, locked, with its account's address and end."""
    letter_id = session.scalar(
        select(OutgoingEmail.id)
        .where(OutgoingEmail.sent_at.is_(None), OutgoingEmail.not_before <= now())
        # What someone waits for goes before what carries headers of a list, which there may be thousands of.
        .order_by(OutgoingEmail.headers.is_not(None), OutgoingEmail.not_before, OutgoingEmail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if letter_id is None:
        return None
    query = select(OutgoingEmail, User.email, User.deleted_at).outerjoin(User, User.id == OutgoingEmail.user_id)
    return session.execute(query.where(OutgoingEmail.id == letter_id)).one()


def _hand_in(line: Line, letter: OutgoingEmail, address: str | None) -> _Outcome:
    if address is None:
        return _Outcome("given_up", "the account was deleted")
    tries = letter.attempts + 1
    try:
        line.hand_in(compose(letter, address))
    except ServerUnready as error:
        return _Outcome("unready", str(error))
    except Refused as error:
        is_last = tries > len(PAUSES) or (error.is_permanent and tries >= PERMANENT_TRIES)
        return _Outcome("given_up" if is_last else "failed", str(error))
    except ValueError as error:
        return _Outcome("given_up", str(error))
    return _Outcome("sent")


def _record(letter: OutgoingEmail, outcome: _Outcome) -> None:
    moment = now()
    letter.last_error = outcome.reason
    if outcome.kind == "unready":
        return
    letter.attempts += 1
    if outcome.kind == "sent":
        letter.sent_at = moment
        # What was sent may hold links that let someone in, and is nobody's business any more.
        letter.text_body, letter.html_body, letter.headers = "", None, None
    elif outcome.kind == "failed":
        letter.not_before = moment + PAUSES[letter.attempts - 1]
    else:
        letter.not_before = NEVER
        letter.last_error = f"given up: {outcome.reason}"


def _count() -> int:
    query = select(func.count()).where(OutgoingEmail.sent_at.is_(None), OutgoingEmail.not_before < NEVER)
    with auth_session() as session:
        return session.execute(query).scalar_one()

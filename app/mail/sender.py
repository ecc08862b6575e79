"""Send the outbox's due emails to the mail server, once or while the app runs. Their text is emails.py's.

Any number of processes may send at once: a row is locked while its email is sent, and its transaction commits the
result. An email goes out once, unless a process or the database dies between the server's acceptance and the commit;
the second copy then has the same Message-ID.
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

from app.mail.addresses import MailSettingError, get_sender
from app.mail.message import compose
from app.mail.outbox import NEVER_SEND_AT
from app.mail.smtp import ServerUnready, SmtpConnection, SmtpRejected, SmtpServer, read_configured_server
from database.clock import now
from database.models import OutgoingEmail, User
from database.sessions import auth_session

LOG = logging.getLogger(__name__)

BATCH_SIZE = 100
# The pauses after each failed attempt: a little under two days in all.
RETRY_PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    *(timedelta(hours=6),) * 7,
)
# A 5xx is meant to be final, but some servers use it for a full mailbox or while they are being set up.
PERMANENT_ATTEMPTS = 3
POLL_SECONDS = 1.0
_LONGEST_PAUSE = 300.0
_GRACE_SECONDS = 5.0


@dataclass(frozen=True)
class SendReport:
    """The result of one pass; `waiting` emails are still to be sent.

    `reason` is the last error; `is_server_unready` when it holds back every email, not a single one.
    """

    sent: int = 0
    failed: int = 0
    given_up: int = 0
    waiting: int = 0
    reason: str | None = None
    is_server_unready: bool = False


@dataclass(frozen=True)
class _SendOutcome:
    kind: Literal["sent", "failed", "given_up", "unready"]
    reason: str | None = None


def send_due(
    limit: int = BATCH_SIZE, *, server: SmtpServer | None = None, is_stopping: Callable[[], bool] = lambda: False
) -> SendReport:
    """Send up to `limit` due emails, each in a transaction of its own, to `server` or the one in SMTP_URL.

    When the server accepts no email at all the pass ends, and no email loses an attempt. Without a server nothing is
    sent. Raises MailSettingError, and sqlalchemy.exc.OperationalError when the database is away.
    """
    server = server or read_configured_server()
    counts: Counter[str] = Counter()
    reason = None
    if server is not None:
        get_sender()  # an unusable sender address is not the fault of an email
        with SmtpConnection(server) as connection:
            while sum(counts.values()) < limit and not counts["unready"] and not is_stopping():
                outcome = _send_next(connection)
                if outcome is None:
                    break
                counts[outcome.kind] += 1
                reason = outcome.reason or reason
    return SendReport(counts["sent"], counts["failed"], counts["given_up"], _count(), reason, counts["unready"] > 0)


def keep_sending(
    stop: threading.Event, *, server: SmtpServer | None = None, poll_seconds: float = POLL_SECONDS
) -> None:
    """Send what is due until `stop` is set; meant for a thread. Survives the database and the server going away.

    The outbox is polled every `poll_seconds`: one index lookup, which retries need anyway, and which unlike LISTEN
    needs no connection of its own and works through any pooler.
    """
    pause, last_problem = 0.0, None
    while not stop.wait(pause):
        count, problem = _send_pass(stop, server)
        if problem != last_problem:
            LOG.warning("mail waits: %s", problem) if problem else LOG.info("mail is going out again")
        pause = (
            min(max(2 * pause, poll_seconds), _LONGEST_PAUSE)
            if problem
            else (0.0 if count == BATCH_SIZE else poll_seconds)
        )
        last_problem = problem


@asynccontextmanager
async def keep_sending_in_background(server: SmtpServer | None = None) -> AsyncIterator[None]:
    """Keep sending while the block runs; for the lifespan of the application. Without SMTP_URL emails wait.

    An email being sent at the end has a few seconds; then the process may end, which loses nothing.
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


def _send_pass(stop: threading.Event, server: SmtpServer | None) -> tuple[int, str | None]:
    """Run one pass of the loop; return how many emails it processed, and what holds mail back."""
    try:
        report = send_due(BATCH_SIZE, server=server, is_stopping=stop.is_set)
    except MailSettingError as error:
        return 0, str(error)
    except (OperationalError, InterfaceError):
        return 0, "the database does not answer"
    except Exception:
        # The loop must survive any error: without it no one can sign up any more.
        LOG.exception("a pass over the outbox failed")
        return 0, "an error in the sender"
    return report.sent + report.failed + report.given_up, report.reason if report.is_server_unready else None


def _send_next(connection: SmtpConnection) -> _SendOutcome | None:
    """Send the next due email and record the result; return None when none is due."""
    with auth_session() as session:
        row = _claim_email(session)
        if row is None:
            return None
        email, address, deleted_at = row
        outcome = _send_email(connection, email, email.recipient or (None if deleted_at else address))
        _record_outcome(email, outcome)
        return outcome


def _claim_email(session: Session) -> Row[OutgoingEmail, str, datetime | None] | None:
    """Lock and return the next due email that no other process holds, with its account's address and deletion."""
    email_id = session.scalar(
        select(OutgoingEmail.id)
        .where(OutgoingEmail.sent_at.is_(None), OutgoingEmail.not_before <= now())
        # Emails a person waits for go before those with list headers, of which there may be thousands.
        .order_by(OutgoingEmail.headers.is_not(None), OutgoingEmail.not_before, OutgoingEmail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if email_id is None:
        return None
    query = select(OutgoingEmail, User.email, User.deleted_at).outerjoin(User, User.id == OutgoingEmail.user_id)
    return session.execute(query.where(OutgoingEmail.id == email_id)).one()


def _send_email(connection: SmtpConnection, email: OutgoingEmail, address: str | None) -> _SendOutcome:
    if address is None:
        return _SendOutcome("given_up", "the account was deleted")
    attempts = email.attempts + 1
    try:
        connection.send(compose(email, address))
    except ServerUnready as error:
        return _SendOutcome("unready", str(error))
    except SmtpRejected as error:
        is_last = attempts > len(RETRY_PAUSES) or (error.is_permanent and attempts >= PERMANENT_ATTEMPTS)
        return _SendOutcome("given_up" if is_last else "failed", str(error))
    except ValueError as error:
        return _SendOutcome("given_up", str(error))
    return _SendOutcome("sent")


def _record_outcome(email: OutgoingEmail, outcome: _SendOutcome) -> None:
    moment = now()
    email.last_error = outcome.reason
    if outcome.kind == "unready":
        return
    email.attempts += 1
    if outcome.kind == "sent":
        email.sent_at = moment
        # A sent email may hold links that sign someone in.
        email.text_body, email.html_body, email.headers = "", None, None
    elif outcome.kind == "failed":
        email.not_before = moment + RETRY_PAUSES[email.attempts - 1]
    else:
        email.not_before = NEVER_SEND_AT
        email.last_error = f"given up: {outcome.reason}"


def _count() -> int:
    query = select(func.count()).where(OutgoingEmail.sent_at.is_(None), OutgoingEmail.not_before < NEVER_SEND_AT)
    with auth_session() as session:
        return session.execute(query).scalar_one()

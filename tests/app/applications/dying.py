"""A process that is killed half way, run by test_killed: `python -m tests.app.applications.dying import USER_ID`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

from app.applications import reminders
from app.applications.imports import service
from app.mail import outbox
from database.sessions import user_session
from tests.app.applications.imports.import_samples import sample
from tests.app.applications.imports.test_import import planned
from tests.app.ledger import NOW

ROWS = 4_000


def dying_at(call: int, work: Callable[..., Any]) -> Callable[..., Any]:
    """The function, until it is called for the so-manieth time: then the process is killed, as by kill -9."""
    calls = 0

    def worked(*given: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return work(*given, **named)

    return worked


def importing(user_id: UUID) -> None:
    """Applications and their events are sent, what they were made of is not."""
    service._insert_in_batches = dying_at(3, service._insert_in_batches)
    with user_session(user_id, writes=True) as session:
        service.write(session, "many.csv", planned(sample(ROWS).data), NOW, {})


def reminding() -> None:
    """One person's letter is written and told; the next one's is about to be."""
    reminders.USERS_PER_BATCH = 1
    outbox.queue_report = dying_at(2, outbox.queue_report)
    reminders.send_reminders()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["import", own]:
            importing(UUID(own))
        case ["remind"]:
            reminding()

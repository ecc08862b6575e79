"""Killed half way, as by kill -9: an import leaves nothing or all, reminders go to everyone once."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications import records, reminders
from app.applications.imports import history, service
from app.applications.new_application import NewApplication
from app.kit.tables import application_events, applications
from database.sessions import user_session
from tests.app.applications.dying import ROWS
from tests.app.applications.imports.import_samples import sample
from tests.app.applications.imports.test_import import planned
from tests.app.forked_server import ROOT
from tests.app.ledger import NOW
from tests.app.people import Person, person
from tests.database.servers import TestDatabase


def killed(*arguments: str) -> None:
    """Run what is killed half way in a process of its own, on this test's database."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.app.applications.dying", *arguments], cwd=ROOT, check=False, timeout=120
    )
    assert result.returncode == -signal.SIGKILL


def test_of_an_import_that_is_killed_nothing_is_there_and_another_try_brings_all(ada: Person) -> None:
    file = sample(ROWS)
    killed("import", str(ada.id))
    with user_session(ada.id) as session:
        assert counts(session) == (0, 0, 0)
    with user_session(ada.id, writes=True) as session:
        preview = service.write(session, "many.csv", planned(file.data), NOW, {})
        assert (preview.added, preview.unchanged, preview.rejected) == (
            len(file.accepted),
            len(file.repeated),
            len(file.rejected),
        )
        assert counts(session) == (len(file.accepted), len(file.accepted), 1)


def counts(session: Session) -> tuple[int, int, int]:
    """Applications, events and imports."""
    many = (select(func.count()).select_from(table) for table in (applications, application_events))
    return (*(session.scalars(one).one() for one in many), len(history.list_imports(session)))  # type: ignore[return-value]


def test_of_reminders_that_are_killed_none_is_lost_and_none_comes_twice(shared: TestDatabase) -> None:
    people = [person(f"{uuid4().hex}@example.org").id for _ in range(4)]
    for own in people:
        with user_session(own, writes=True) as session:
            records.add(session, NewApplication(title="Baker", applied_at=NOW, follow_up_at=NOW - timedelta(hours=1)))
    killed("remind")
    assert len(letters(shared)) == 1
    assert reminders.send_reminders().emails == 3
    assert sorted(letters(shared)) == sorted(people)
    assert reminders.send_reminders() == reminders.ReminderCounts()


def letters(database: TestDatabase) -> list[UUID]:
    """To whom letters wait to be sent."""
    with psycopg.connect(database.libpq_url("owner")) as connection:
        return [row[0] for row in connection.execute("select user_id from ops.email_outbox")]

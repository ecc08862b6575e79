"""How the mail tests write letters and look at rows, each in a transaction of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from sqlalchemy.orm import Session

from app.mail import outbox
from app.mail.emails import Email
from database.engine import engine
from tests.database.servers import TestDatabase

LETTER = Email("Hello", "Good day.\n", "<p>Good day.</p>", {"List-Unsubscribe": "<https://jobs.example.org/out?t=1>"})


@dataclass(frozen=True)
class Desk:
    """A test's database, as far as mail is concerned."""

    database: TestDatabase

    def person(self, email: str = "ada@example.org") -> UUID:
        """A new account."""
        with psycopg.connect(self.database.libpq_url("owner")) as owner:
            row = owner.execute(
                "insert into users (email, email_verified_at) values (%s, now()) returning id", [email]
            ).fetchone()
        assert row is not None
        found: UUID = row[0]
        return found

    def queue(self, letter: Email = LETTER, **to: Any) -> UUID:
        """Queue a letter, to ada@example.org where nothing else is said, and commit."""
        with Session(engine("auth")) as session, session.begin():
            return outbox.queue(session, letter, **(to or {"recipient": "ada@example.org"}))

    def row(self, letter_id: UUID) -> dict[str, Any]:
        """A letter's row as it is now."""
        with psycopg.connect(self.database.libpq_url("owner"), row_factory=dict_row) as owner:
            found = owner.execute("select * from ops.email_outbox where id = %s", [letter_id]).fetchone()
        assert found is not None
        return found

    def execute(self, statement: str, *values: Any) -> None:
        """Run a statement as the owner."""
        with psycopg.connect(self.database.libpq_url("owner")) as owner:
            owner.execute(statement, values)

    def await_unlocked(self) -> None:
        """Return when no transaction holds a letter any more."""
        self.execute("select from ops.email_outbox for update")

    def health(self) -> outbox.OutboxHealth:
        """The outbox's health as operators see it."""
        with Session(engine("auth")) as session:
            return outbox.load_health(session)

    def waiting(self, **options: Any) -> list[outbox.QueuedEmail]:
        """The letters that wait."""
        with Session(engine("auth")) as session:
            return outbox.list_queued(session, **options)

"""How the door reaches the database: one transaction as the role `auth`. No query lives here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from database.engine import engine


@contextmanager
def door() -> Iterator[Session]:
    """A session in one transaction, committed at the end. Raises sqlalchemy.exc.OperationalError without a database."""
    with Session(engine("auth"), expire_on_commit=False) as session, session.begin():
        yield session

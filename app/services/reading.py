"""How services reach the database: a read-only session as the app's role. No query of a feature lives here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from database.engine import engine


@contextmanager
def reading() -> Iterator[Session]:
    """A session in one read-only transaction. Raises sqlalchemy.exc.OperationalError when the database is away."""
    with Session(engine("app")) as session:
        # A statement is planned for what is asked: a plan for any search would use no index for its words.
        session.execute(text("set transaction read only; set local plan_cache_mode = force_custom_plan"))
        yield session


def ping() -> None:
    """Ask the database for nothing, to see that it answers. Raises sqlalchemy.exc.OperationalError."""
    with Session(engine("app")) as session:
        session.execute(text("select 1"))

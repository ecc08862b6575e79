"""How services reach what is someone's own: the app's role in one transaction that row-level security ties to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import Uuid, func, text
from sqlalchemy.orm import Session

from database.engine import act_for, engine

# Whose rows a session of writing_for writes: said by the database, so that no service can name anyone else.
OWNER = func.ops.current_user_id(type_=Uuid())


@contextmanager
def reading_for(user_id: UUID) -> Iterator[Session]:
    """A read-only session that sees this person's rows, all as of one moment."""
    with Session(engine("app")) as session:
        session.execute(text("set transaction isolation level repeatable read read only"))
        act_for(session, user_id)
        yield session


@contextmanager
def writing_for(user_id: UUID) -> Iterator[Session]:
    """A session that sees and writes this person's rows, committed at the end."""
    with Session(engine("app"), expire_on_commit=False) as session, session.begin():
        act_for(session, user_id)
        yield session

"""Open database sessions: one function per role, one transaction each. Who asks decides the role.

Pools and addresses are database.engine's; no query of a feature lives here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import Uuid, func, text
from sqlalchemy.orm import Session

from database.engine import engine, set_current_user

# The user of a `user_session`, as the database knows them, so that no service can name anyone else.
CURRENT_USER_ID = func.ops.current_user_id(type_=Uuid())


@contextmanager
def public_session() -> Iterator[Session]:
    """Open a read-only session that sees what everyone may see.

    Raises sqlalchemy.exc.OperationalError without a database.
    """
    with Session(engine("app")) as session:
        # A statement is planned for its own values: a plan for any search would use no index for its keywords.
        session.execute(text("set transaction read only; set local plan_cache_mode = force_custom_plan"))
        yield session


@contextmanager
def user_session(user_id: UUID, *, writes: bool = False) -> Iterator[Session]:
    """Open a session that row-level security ties to this user: read only as of one moment, unless it writes.

    One that writes is committed at the end.
    """
    if writes:
        with Session(engine("app"), expire_on_commit=False) as session, session.begin():
            set_current_user(session, user_id)
            yield session
    else:
        with Session(engine("app")) as session:
            session.execute(text("set transaction isolation level repeatable read read only"))
            set_current_user(session, user_id)
            yield session


@contextmanager
def auth_session() -> Iterator[Session]:
    """Open a session as the role that handles accounts and email, committed at the end.

    Raises sqlalchemy.exc.OperationalError without a database.
    """
    with Session(engine("auth"), expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def pipeline_session() -> Iterator[Session]:
    """Open a session as the pipeline's role, committed at the end.

    Raises sqlalchemy.exc.OperationalError without a database.
    """
    with Session(engine("pipeline"), expire_on_commit=False) as session, session.begin():
        yield session


def ping() -> None:
    """Ask the database for nothing, to see that it answers. Raises sqlalchemy.exc.OperationalError."""
    with Session(engine("app")) as session:
        session.execute(text("select 1"))

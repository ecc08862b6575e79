"""How alerts reach the database: one transaction as the role pipeline, one at a time over all processes, and tables
that last as long as it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Select, text
from sqlalchemy.orm import Session

from database.models import JobAlert
from database.sessions import pipeline_session

_LOCK = 0x616C657274  # "alert"
job_alerts = JobAlert.__table__


@contextmanager
def alone() -> Iterator[Session]:
    """A session in one transaction, committed at the end, that no other process's overlaps.

    So a match found while a report is written is in that report or in the next, never between the two.
    Raises sqlalchemy.exc.OperationalError without a database.
    """
    with pipeline_session() as session:
        session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        # Compiling such statements costs more than it saves; a batch of documents and wishes is to stay in memory.
        session.execute(text("set local jit = off"))
        session.execute(text("set local work_mem = '64MB'"))
        yield session


def keep(session: Session, name: str, rows: Select[Any] | str, **values: Any) -> int:
    """Put the rows into a table that ends with the transaction, with statistics for the planner; returns how many."""
    connection = session.connection()
    if isinstance(rows, str):
        source, parameters = rows, values
    else:
        compiled = rows.compile(dialect=connection.dialect)
        source, parameters = str(compiled), dict(compiled.params)
    count = connection.exec_driver_sql(f"create temporary table {name} on commit drop as {source}", parameters).rowcount
    connection.exec_driver_sql(f"analyze {name}")
    return count

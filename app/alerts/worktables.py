"""Open the transaction in which alerts run, one at a time over all processes, and create its work tables.

Not here: what is in the tables (app.alerts.anchors, app.alerts.matcher).
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
def exclusive_session() -> Iterator[Session]:
    """Yield a session in one transaction, committed at the end, while every other process waits for it.

    So a match found while a report is written is in that report or in the next, and is never lost between the two.
    Raises sqlalchemy.exc.OperationalError without a database.
    """
    with pipeline_session() as session:
        session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        # Compiling such statements costs more than it saves; a batch with its search terms should stay in memory.
        session.execute(text("set local jit = off"))
        session.execute(text("set local work_mem = '64MB'"))
        yield session


def create_table(session: Session, name: str, rows: Select[Any] | str, **values: Any) -> int:
    """Create a table of these rows that ends with the transaction, with statistics; returns how many rows it has."""
    connection = session.connection()
    if isinstance(rows, str):
        source, parameters = rows, values
    else:
        compiled = rows.compile(dialect=connection.dialect)
        source, parameters = str(compiled), dict(compiled.params)
    count = connection.exec_driver_sql(f"create temporary table {name} on commit drop as {source}", parameters).rowcount
    connection.exec_driver_sql(f"analyze {name}")
    return count

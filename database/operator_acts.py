"""Record what operators do at the command line. What they do on screens is recorded where the database allows it."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.types.json import Jsonb


def record_act(connection: psycopg.Connection[Any], act: str, subject: str | None = None, **details: Any) -> None:
    """Add an entry to the operators' log, in the transaction of the act itself. Roles pipeline and auth."""
    connection.execute(
        "insert into ops.operator_acts (act, subject, details) values (%s, %s, %s)", [act, subject, Jsonb(details)]
    )

"""Alerts for the tests, written by plain SQL as the owner: whoever writes them, they are matched."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg.types.json import Jsonb

from app.search import storage
from app.search.criteria import Criteria
from tests.app.ledger import NOW

EARLIER = NOW - timedelta(days=400)


def person(owner: psycopg.Connection[Any], email: str = "ada@example.org", timezone: str | None = "UTC") -> UUID:
    """An account with a proven address."""
    row = owner.execute(
        "insert into users (email, email_verified_at, timezone) values (%s, %s, %s) returning id",
        [email, EARLIER, timezone],
    ).fetchone()
    assert row is not None
    return UUID(str(row[0]))


def alert(
    owner: psycopg.Connection[Any],
    user_id: UUID,
    criteria: Criteria,
    frequency: str = "immediate",
    created_at: datetime = EARLIER,
) -> UUID:
    """A saved search with an active alert on it; not committed."""
    search_id, alert_id = uuid4(), uuid4()
    times = {"created_at": created_at, "updated_at": created_at}
    columns = {"id": search_id, "user_id": user_id, **times, **storage.to_columns(criteria)}
    owner.execute(
        f"insert into saved_searches ({', '.join(columns)}) values ({', '.join(['%s'] * len(columns))})",
        list(columns.values()),
    )
    owner.execute(
        "insert into job_alerts (id, saved_search_id, frequency, created_at) values (%s, %s, %s, %s)",
        [alert_id, search_id, frequency, created_at],
    )
    beyond = storage.to_extras(criteria)
    if beyond:
        owner.execute("insert into ops.saved_search_extras values (%s, %s)", [search_id, Jsonb(beyond)])
    return alert_id

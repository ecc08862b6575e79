"""Record, list and remove the searches a user ran, each with its number of jobs.

Every session here belongs to one user (database.sessions). Not here: saved searches (app.alerts).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.kit.tables import search_history, search_history_extras
from app.search.criteria import Criteria
from app.search.feed import MAX_COUNTED, Total
from app.search.storage import from_row, to_columns, to_extras
from database.sessions import CURRENT_USER_ID

_MAX_LISTED = 50
# Loading a page again within this time, or going back to it, is the same search.
SAME_SEARCH_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PastSearch:
    """A search, when it was last run and how many jobs it found then."""

    id: UUID
    criteria: Criteria
    executed_at: datetime
    result_count: int | None


def record(session: Session, criteria: Criteria, total: Total, at: datetime) -> None:
    """Record a search. The last one, run again within SAME_SEARCH_WITHIN, is updated instead; its order does not count.

    A count that stopped early with fewer than MOST_COUNTED jobs is not recorded, since it says nothing.
    """
    result_count = total.count if total.is_all or total.count >= MAX_COUNTED else None
    last = list_history(session, 1)
    if last and at - last[0].executed_at < SAME_SEARCH_WITHIN and _is_same(last[0].criteria, criteria):
        last_row = update(search_history).where(search_history.c.id == last[0].id)
        session.execute(last_row.values(executed_at=at, result_count=result_count))
        return
    row = to_columns(criteria) | {"user_id": CURRENT_USER_ID, "executed_at": at, "result_count": result_count}
    history_id = session.scalars(insert(search_history).values(row).returning(search_history.c.id)).one()
    if extras := to_extras(criteria):
        session.execute(insert(search_history_extras).values(search_history_id=history_id, criteria=extras))


def list_history(session: Session, limit: int = _MAX_LISTED) -> tuple[PastSearch, ...]:
    """Return the searches, last run first."""
    rows = session.execute(
        select(search_history, search_history_extras.c.criteria)
        .outerjoin(search_history_extras, search_history_extras.c.search_history_id == search_history.c.id)
        .order_by(search_history.c.executed_at.desc(), search_history.c.id)
        .limit(limit)
    )
    return tuple(PastSearch(row.id, from_row(row, row.criteria), row.executed_at, row.result_count) for row in rows)


def list_recent(session: Session, limit: int = 5) -> tuple[PastSearch, ...]:
    """Return the last searches that differ."""
    searches: dict[Criteria, PastSearch] = {}
    for past in list_history(session):
        searches.setdefault(past.criteria.model_copy(update={"sort": "newest"}), past)
    return tuple(searches.values())[:limit]


def remove(session: Session, search_id: UUID) -> None:
    """Remove one search from the history."""
    session.execute(delete(search_history).where(search_history.c.id == search_id))


def clear(session: Session) -> int:
    """Remove all searches; return how many there were."""
    return len(session.scalars(delete(search_history).returning(search_history.c.id)).all())


def _is_same(criteria: Criteria, other: Criteria) -> bool:
    return criteria.model_copy(update={"sort": other.sort}) == other

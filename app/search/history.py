"""The searches someone ran: each once, with how much it found, to be repeated, saved or forgotten.

Every session here acts for one person (database.sessions).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.kit.tables import search_history, search_history_extras
from app.search.criteria import Criteria
from app.search.feed import MOST_COUNTED, Total
from app.search.storage import from_row, to_columns, to_extras
from database.sessions import CURRENT_USER_ID

SHOWN = 50
# Loading a page again within this time, or turning back to it, is the same search.
SAME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Past:
    """A search, when it was last run and how many jobs it found then."""

    id: UUID
    criteria: Criteria
    executed_at: datetime
    result_count: int | None


def record(session: Session, criteria: Criteria, total: Total, at: datetime) -> None:
    """Note a search. The one noted last, run again within SAME, is brought up to date; its order does not count.

    A count that ended before MOST_COUNTED were found, for the documents it took, is no count to keep.
    """
    result_count = total.found if total.is_all or total.found >= MOST_COUNTED else None
    last = listed(session, 1)
    if last and at - last[0].executed_at < SAME and _same(last[0].criteria, criteria):
        again = update(search_history).where(search_history.c.id == last[0].id)
        session.execute(again.values(executed_at=at, result_count=result_count))
        return
    row = to_columns(criteria) | {"user_id": CURRENT_USER_ID, "executed_at": at, "result_count": result_count}
    made = session.scalars(insert(search_history).values(row).returning(search_history.c.id)).one()
    if beyond := to_extras(criteria):
        session.execute(insert(search_history_extras).values(search_history_id=made, criteria=beyond))


def listed(session: Session, limit: int = SHOWN) -> tuple[Past, ...]:
    """The searches, the last run first."""
    rows = session.execute(
        select(search_history, search_history_extras.c.criteria)
        .outerjoin(search_history_extras, search_history_extras.c.search_history_id == search_history.c.id)
        .order_by(search_history.c.executed_at.desc(), search_history.c.id)
        .limit(limit)
    )
    return tuple(Past(row.id, from_row(row, row.criteria), row.executed_at, row.result_count) for row in rows)


def recent(session: Session, limit: int = 5) -> tuple[Past, ...]:
    """The last different searches."""
    found: dict[Criteria, Past] = {}
    for past in listed(session):
        found.setdefault(past.criteria.model_copy(update={"sort": "newest"}), past)
    return tuple(found.values())[:limit]


def forget(session: Session, past_id: UUID) -> None:
    """Take one search out of the history."""
    session.execute(delete(search_history).where(search_history.c.id == past_id))


def clear(session: Session) -> int:
    """Forget all of them; returns how many."""
    return len(session.scalars(delete(search_history).returning(search_history.c.id)).all())


def _same(one: Criteria, other: Criteria) -> bool:
    return one.model_copy(update={"sort": other.sort}) == other

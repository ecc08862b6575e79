"""Create and change comparison sets: named sets of up to six jobs, in the user's order.

Every session belongs to one user (database.sessions). Not here: what differs between the jobs (app.comparisons.ui).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from app.comparisons.queries import DEFAULT_TITLE, ITEM_ORDER, MAX_JOBS, ComparisonSet
from app.kit.tables import comparison_items, comparison_sets
from database.sessions import CURRENT_USER_ID

MAX_TITLE_LENGTH = 80


def create(session: Session, title: str, at: datetime) -> ComparisonSet:
    """Create an empty comparison set."""
    name = _clean_title(title)
    row = (
        insert(comparison_sets)
        .values(user_id=CURRENT_USER_ID, title=name, created_at=at)
        .returning(comparison_sets.c.id)
    )
    return ComparisonSet(session.scalars(row).one(), name, at, 0)


def rename(session: Session, set_id: UUID, title: str) -> None:
    """Rename a comparison set; a blank title is the default title."""
    session.execute(update(comparison_sets).where(comparison_sets.c.id == set_id).values(title=_clean_title(title)))


def delete_set(session: Session, set_id: UUID) -> None:
    """Delete a comparison set, not its jobs."""
    session.execute(delete(comparison_sets).where(comparison_sets.c.id == set_id))


def add(session: Session, set_id: UUID, listing_id: UUID, at: datetime) -> bool:
    """Add a job at the end of a set. Return False when the set is full, has the job already or does not exist.

    The row of the set is locked, so that two windows cannot add a seventh job at once.
    """
    lock = select(comparison_sets.c.id).where(comparison_sets.c.id == set_id).with_for_update()
    if session.scalars(lock).one_or_none() is None:
        return False
    listing_ids = _list_ids(session, set_id)
    if len(listing_ids) >= MAX_JOBS or listing_id in listing_ids:
        return False
    row = {"comparison_set_id": set_id, "job_listing_id": listing_id, "position": len(listing_ids), "added_at": at}
    session.execute(insert(comparison_items).values(row))
    return True


def remove_job(session: Session, set_id: UUID, listing_id: UUID) -> None:
    """Remove a job from a comparison set."""
    session.execute(delete(comparison_items).where(*_build_item_conditions(set_id, listing_id)))


def move(session: Session, set_id: UUID, listing_id: UUID, by: int) -> None:
    """Move a job `by` places to the right (to the left when negative), at most to the end."""
    order = _list_ids(session, set_id)
    if listing_id not in order:
        return
    place = max(0, min(len(order) - 1, order.index(listing_id) + by))
    order.remove(listing_id)
    order.insert(place, listing_id)
    for position, moved_id in enumerate(order):
        session.execute(
            update(comparison_items).where(*_build_item_conditions(set_id, moved_id)).values(position=position)
        )


def _list_ids(session: Session, set_id: UUID) -> list[UUID]:
    listing_ids = select(comparison_items.c.job_listing_id).where(comparison_items.c.comparison_set_id == set_id)
    return list(session.scalars(listing_ids.order_by(*ITEM_ORDER)))


def _build_item_conditions(set_id: UUID, listing_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return comparison_items.c.comparison_set_id == set_id, comparison_items.c.job_listing_id == listing_id


def _clean_title(title: str) -> str:
    return " ".join(title.replace("\x00", "").split())[:MAX_TITLE_LENGTH] or DEFAULT_TITLE

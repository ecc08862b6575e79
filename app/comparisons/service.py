"""Comparisons: someone's named sets of up to six jobs, in an order of their own.

Every session here acts for one person (database.sessions). What differs between the jobs is the component's business.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from app.comparisons.queries import ITEM_ORDER, MOST, UNNAMED, Set
from app.kit.tables import comparison_items, comparison_sets
from database.sessions import CURRENT_USER_ID

LONGEST_TITLE = 80


def make(session: Session, title: str, at: datetime) -> Set:
    """A new, empty comparison."""
    name = _title(title)
    row = (
        insert(comparison_sets)
        .values(user_id=CURRENT_USER_ID, title=name, created_at=at)
        .returning(comparison_sets.c.id)
    )
    return Set(session.scalars(row).one(), name, at, 0)


def rename(session: Session, set_id: UUID, title: str) -> None:
    """Give a comparison another name; blank is the name it has without one."""
    session.execute(update(comparison_sets).where(comparison_sets.c.id == set_id).values(title=_title(title)))


def drop(session: Session, set_id: UUID) -> None:
    """Delete a comparison; the jobs in it stay as they are."""
    session.execute(delete(comparison_sets).where(comparison_sets.c.id == set_id))


def add(session: Session, set_id: UUID, listing_id: UUID, at: datetime) -> bool:
    """Put a job at the end of a comparison; False when it is full, holds it already or is not there.

    The set's row is locked, so that two windows at once cannot put in a seventh.
    """
    if (
        session.scalars(select(comparison_sets.c.id).where(comparison_sets.c.id == set_id).with_for_update()).all()
        == []
    ):
        return False
    held = _order(session, set_id)
    if len(held) >= MOST or listing_id in held:
        return False
    row = {"comparison_set_id": set_id, "job_listing_id": listing_id, "position": len(held), "added_at": at}
    session.execute(insert(comparison_items).values(row))
    return True


def take_out(session: Session, set_id: UUID, listing_id: UUID) -> None:
    """Take a job out of a comparison."""
    session.execute(delete(comparison_items).where(*_item(set_id, listing_id)))


def move(session: Session, set_id: UUID, listing_id: UUID, by: int) -> None:
    """Move a job `by` places to the right (to the left when negative); it stays within the row."""
    order = _order(session, set_id)
    if listing_id not in order:
        return
    place = max(0, min(len(order) - 1, order.index(listing_id) + by))
    order.remove(listing_id)
    order.insert(place, listing_id)
    for position, one in enumerate(order):
        session.execute(update(comparison_items).where(*_item(set_id, one)).values(position=position))


def _order(session: Session, set_id: UUID) -> list[UUID]:
    wanted = select(comparison_items.c.job_listing_id).where(comparison_items.c.comparison_set_id == set_id)
    return list(session.scalars(wanted.order_by(*ITEM_ORDER)))


def _item(set_id: UUID, listing_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return comparison_items.c.comparison_set_id == set_id, comparison_items.c.job_listing_id == listing_id


def _title(written: str) -> str:
    return " ".join(written.replace("\x00", "").split())[:LONGEST_TITLE] or UNNAMED

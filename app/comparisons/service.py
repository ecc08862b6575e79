"""Comparisons: someone's named sets of up to six jobs, in an order of their own.

Every session here acts for one person (database.sessions). What differs between the jobs is the component's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.kit.tables import comparison_items, comparison_sets, documents, job_listings
from app.listings.cards import Card, cards
from app.listings.history import Version, changes_since
from database.sessions import CURRENT_USER_ID

MOST = 6
LONGEST_TITLE = 80
UNNAMED = "My comparison"


@dataclass(frozen=True, slots=True)
class Set:
    """A comparison and how many jobs it holds."""

    id: UUID
    title: str
    created_at: datetime
    jobs: int

    @property
    def is_full(self) -> bool:
        """Whether no further job fits."""
        return self.jobs >= MOST


@dataclass(frozen=True, slots=True)
class Yearly:
    """Pay counted as a full-time year in its own currency."""

    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A job in a comparison. `changed` is the version it had when it was added and its newest, where they differ."""

    card: Card
    added_at: datetime
    yearly: Yearly
    text: str
    changed: tuple[Version, Version] | None


def sets(session: Session) -> tuple[Set, ...]:
    """All comparisons, the newest first."""
    rows = session.execute(
        select(comparison_sets, func.count(comparison_items.c.job_listing_id).label("jobs"))
        .outerjoin(comparison_items, comparison_items.c.comparison_set_id == comparison_sets.c.id)
        .group_by(comparison_sets.c.id)
        .order_by(comparison_sets.c.created_at.desc(), comparison_sets.c.id)
    )
    return tuple(Set(row.id, row.title or UNNAMED, row.created_at, row.jobs) for row in rows)


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


def holding(session: Session, set_id: UUID, listing_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Which of these listings a comparison holds."""
    wanted = select(comparison_items.c.job_listing_id).where(
        comparison_items.c.comparison_set_id == set_id, comparison_items.c.job_listing_id.in_(listing_ids)
    )
    return frozenset(session.scalars(wanted))


def compared(session: Session, set_id: UUID) -> tuple[Compared, ...]:
    """The jobs of a comparison, in the person's order."""
    rows = session.execute(
        select(
            comparison_items.c.job_listing_id,
            comparison_items.c.added_at,
            documents.c.salary_year_min,
            documents.c.salary_year_max,
            job_listings.c.description,
        )
        .join(job_listings, job_listings.c.id == comparison_items.c.job_listing_id)
        .outerjoin(documents, documents.c.listing_id == job_listings.c.id)
        .where(comparison_items.c.comparison_set_id == set_id)
        .order_by(*_PLACES)
    ).all()
    found = {card.id: card for card in cards(session, [row.job_listing_id for row in rows])}
    changed = changes_since(session, {row.job_listing_id: row.added_at for row in rows})
    return tuple(
        Compared(
            found[row.job_listing_id],
            row.added_at,
            Yearly(row.salary_year_min, row.salary_year_max),
            row.description or "",
            changed.get(row.job_listing_id),
        )
        for row in rows
    )


_PLACES = (
    comparison_items.c.position.asc().nulls_last(), comparison_items.c.added_at, comparison_items.c.job_listing_id,
)  # fmt: skip


def _order(session: Session, set_id: UUID) -> list[UUID]:
    wanted = select(comparison_items.c.job_listing_id).where(comparison_items.c.comparison_set_id == set_id)
    return list(session.scalars(wanted.order_by(*_PLACES)))


def _item(set_id: UUID, listing_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return comparison_items.c.comparison_set_id == set_id, comparison_items.c.job_listing_id == listing_id


def _title(written: str) -> str:
    return " ".join(written.replace("\x00", "").split())[:LONGEST_TITLE] or UNNAMED

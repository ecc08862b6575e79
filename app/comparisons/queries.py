"""Read a user's comparison sets and the listings in them. Changing them: app.comparisons.service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kit.tables import comparison_items, comparison_sets, documents, job_listings
from app.listings.cards import Card, cards
from app.listings.history import ListingVersion, find_changes_since

MOST = 6
UNNAMED = "My comparison"
ITEM_ORDER = (
    comparison_items.c.position.asc().nulls_last(), comparison_items.c.added_at, comparison_items.c.job_listing_id,
)  # fmt: skip


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
    changed: tuple[ListingVersion, ListingVersion] | None


def sets(session: Session) -> tuple[Set, ...]:
    """All comparisons, the newest first."""
    rows = session.execute(
        select(comparison_sets, func.count(comparison_items.c.job_listing_id).label("jobs"))
        .outerjoin(comparison_items, comparison_items.c.comparison_set_id == comparison_sets.c.id)
        .group_by(comparison_sets.c.id)
        .order_by(comparison_sets.c.created_at.desc(), comparison_sets.c.id)
    )
    return tuple(Set(row.id, row.title or UNNAMED, row.created_at, row.jobs) for row in rows)


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
        .order_by(*ITEM_ORDER)
    ).all()
    found = {card.id: card for card in cards(session, [row.job_listing_id for row in rows])}
    changed = find_changes_since(session, {row.job_listing_id: row.added_at for row in rows})
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

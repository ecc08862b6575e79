"""Read a user's comparison sets and the listings in them. Not here: changing them (app.comparisons.service)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kit.i18n import N_
from app.kit.tables import comparison_items, comparison_sets, documents, job_listings
from app.listings.cards import Card, load_cards
from app.listings.history import ListingVersion, find_changes_since

MAX_JOBS = 6
_INVALID_IN_FILE_NAME_PATTERN = re.compile(r"[^\w-]+")
DEFAULT_TITLE = N_("My comparison")
ITEM_ORDER = (
    comparison_items.c.position.asc().nulls_last(),
    comparison_items.c.added_at,
    comparison_items.c.job_listing_id,
)


@dataclass(frozen=True, slots=True)
class ComparisonSet:
    """A comparison set and the number of its jobs."""

    id: UUID
    title: str
    created_at: datetime
    jobs: int

    @property
    def file_name(self) -> str:
        """Return the name of its files, without an ending."""
        return _INVALID_IN_FILE_NAME_PATTERN.sub("-", self.title).strip("-") or "comparison"

    @property
    def is_full(self) -> bool:
        """Return True when no further job fits."""
        return self.jobs >= MAX_JOBS


@dataclass(frozen=True, slots=True)
class YearlyPay:
    """The pay of a full-time year, in the currency of the job post."""

    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class ComparedJob:
    """A job in a comparison. `changes` is its version when it was added and the newest, where these differ."""

    card: Card
    added_at: datetime
    yearly_pay: YearlyPay
    text: str
    changes: tuple[ListingVersion, ListingVersion] | None


def list_sets(session: Session) -> tuple[ComparisonSet, ...]:
    """Return all comparison sets, newest first."""
    rows = session.execute(
        select(comparison_sets, func.count(comparison_items.c.job_listing_id).label("jobs"))
        .outerjoin(comparison_items, comparison_items.c.comparison_set_id == comparison_sets.c.id)
        .group_by(comparison_sets.c.id)
        .order_by(comparison_sets.c.created_at.desc(), comparison_sets.c.id)
    )
    return tuple(ComparisonSet(row.id, row.title or DEFAULT_TITLE, row.created_at, row.jobs) for row in rows)


def find_compared_ids(session: Session, set_id: UUID, listing_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Return those of these listings that are in a comparison set."""
    compared_ids = select(comparison_items.c.job_listing_id).where(
        comparison_items.c.comparison_set_id == set_id, comparison_items.c.job_listing_id.in_(listing_ids)
    )
    return frozenset(session.scalars(compared_ids))


def list_jobs(session: Session, set_id: UUID) -> tuple[ComparedJob, ...]:
    """Return the jobs of a comparison set, in the user's order."""
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
    listing_cards = {card.id: card for card in load_cards(session, [row.job_listing_id for row in rows])}
    changes = find_changes_since(session, {row.job_listing_id: row.added_at for row in rows})
    return tuple(
        ComparedJob(
            listing_cards[row.job_listing_id],
            row.added_at,
            YearlyPay(row.salary_year_min, row.salary_year_max),
            row.description or "",
            changes.get(row.job_listing_id),
        )
        for row in rows
    )

"""The companies someone follows: following and leaving, and what they have open.

Every session here acts for one person (database.sessions).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.kit.tables import companies, followed, job_listings
from database.sessions import CURRENT_USER_ID


@dataclass(frozen=True, slots=True)
class Followed:
    """A followed company: its open jobs, and how many of them were first seen since a moment."""

    id: UUID
    name: str
    open_jobs: int
    new_jobs: int


def follow(session: Session, company_id: UUID, at: datetime) -> bool:
    """Follow a company; False when it is followed already or does not exist."""
    row = select(CURRENT_USER_ID, companies.c.id, literal(at)).where(companies.c.id == company_id)
    made = insert(followed).from_select(["user_id", "company_id", "created_at"], row).on_conflict_do_nothing()
    return session.scalars(made.returning(followed.c.company_id)).one_or_none() is not None


def leave(session: Session, company_id: UUID) -> bool:
    """No longer follow a company; False when it was not followed."""
    gone = delete(followed).where(followed.c.company_id == company_id).returning(followed.c.company_id)
    return session.scalars(gone).one_or_none() is not None


def is_followed(session: Session, company_id: UUID) -> bool:
    """Whether the person follows it."""
    query = select(func.count()).select_from(followed).where(followed.c.company_id == company_id)
    return session.scalars(query).one() > 0


def follows(session: Session, since: datetime) -> tuple[Followed, ...]:
    """The followed companies, those with new jobs first, then by name."""
    opened = func.count(job_listings.c.id)
    new = opened.filter(job_listings.c.ingested_at > since)
    rows = session.execute(
        select(companies.c.id, companies.c.name, opened.label("open_jobs"), new.label("new_jobs"))
        .join(followed, followed.c.company_id == companies.c.id)
        .outerjoin(job_listings, (job_listings.c.company_id == companies.c.id) & job_listings.c.closed_at.is_(None))
        .group_by(companies.c.id, companies.c.name)
        .order_by(new.desc(), companies.c.name)
    )
    return tuple(Followed(row.id, row.name, row.open_jobs, row.new_jobs) for row in rows)

"""Follow and unfollow companies, and count the open jobs of those a user follows.

Every session belongs to one user (database.sessions).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.kit.tables import companies, followed_companies, job_listings
from database.sessions import CURRENT_USER_ID


@dataclass(frozen=True, slots=True)
class FollowedCompanySummary:
    """A followed company, with the number of its open jobs and of those first seen lately."""

    id: UUID
    name: str
    open_jobs: int
    new_jobs: int


def follow(session: Session, company_id: UUID, at: datetime) -> bool:
    """Follow a company. Return False when it is followed already or does not exist."""
    row = select(CURRENT_USER_ID, companies.c.id, literal(at)).where(companies.c.id == company_id)
    statement = (
        insert(followed_companies).from_select(["user_id", "company_id", "created_at"], row).on_conflict_do_nothing()
    )
    return session.scalars(statement.returning(followed_companies.c.company_id)).one_or_none() is not None


def unfollow(session: Session, company_id: UUID) -> bool:
    """Stop following a company. Return False when it was not followed."""
    statement = (
        delete(followed_companies)
        .where(followed_companies.c.company_id == company_id)
        .returning(followed_companies.c.company_id)
    )
    return session.scalars(statement).one_or_none() is not None


def is_followed(session: Session, company_id: UUID) -> bool:
    """Return True when the user follows the company."""
    query = select(func.count()).select_from(followed_companies).where(followed_companies.c.company_id == company_id)
    return session.scalars(query).one() > 0


def list_followed_companies(session: Session, since: datetime) -> tuple[FollowedCompanySummary, ...]:
    """Return the followed companies, those with jobs first seen since a time first, then by name."""
    open_jobs = func.count(job_listings.c.id)
    new_jobs = open_jobs.filter(job_listings.c.ingested_at > since)
    rows = session.execute(
        select(companies.c.id, companies.c.name, open_jobs.label("open_jobs"), new_jobs.label("new_jobs"))
        .join(followed_companies, followed_companies.c.company_id == companies.c.id)
        .outerjoin(job_listings, (job_listings.c.company_id == companies.c.id) & job_listings.c.closed_at.is_(None))
        .group_by(companies.c.id, companies.c.name)
        .order_by(new_jobs.desc(), companies.c.name)
    )
    return tuple(FollowedCompanySummary(row.id, row.name, row.open_jobs, row.new_jobs) for row in rows)

"""Where someone applied already: to this very listing, to the same job posted elsewhere, to the same company.

The same job has the same requisition on its board (cluster) or the same title, company and place (signature). Entries
by hand are compared by their company's name and their title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.kit.tables import applications, companies, job_listings, stages
from database.company_names import clean_name
from database.models import JobListing

Relation = Literal["listing", "job", "company"]
_RANK: dict[Relation, int] = {"listing": 0, "job": 1, "company": 2}


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier application, and what it has to do with the job in question. `applied_at` is None when planned."""

    id: UUID
    relation: Relation
    title: str
    company: str | None
    stage: str | None
    applied_at: datetime | None
    created_at: datetime


def applied(session: Session, listing_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When the person first applied to each of these listings or to another posting of the same job."""
    asked, known = aliased(JobListing), job_listings
    rows = session.execute(
        select(asked.id, func.min(applications.c.applied_at).label("at"))
        .select_from(applications)
        .join(known, known.c.id == applications.c.job_listing_id)
        .join(asked, _same_job(asked))
        .where(asked.id.in_(listing_ids), applications.c.applied_at.is_not(None), applications.c.deleted_at.is_(None))
        .group_by(asked.id)
    )
    return {row.id: row.at for row in rows}


def of_listing(session: Session, listing_id: UUID) -> tuple[Before, ...]:
    """Earlier applications to the listing, the same job or its company; the closest first, then the newest."""
    asked = aliased(JobListing)
    wanted = select(asked.title, asked.company_id, companies.c.clean_name).outerjoin(
        companies, companies.c.id == asked.company_id
    )
    job = session.execute(wanted.where(asked.id == listing_id)).one_or_none()
    if job is None:
        return ()
    relation = case(
        (applications.c.job_listing_id == listing_id, "listing"),
        (and_(job_listings.c.id.is_not(None), _same_job(asked)), "job"),
        (func.coalesce(applications.c.company_id, job_listings.c.company_id) == asked.company_id, "company"),
    )
    rows = session.execute(_earlier(relation).join(asked, asked.id == listing_id)).all()
    return _found(rows, job.title, job.clean_name)


def of_words(session: Session, title: str, company: str, besides: UUID | None = None) -> tuple[Before, ...]:
    """The same for an entry by hand: the same company by name, and with the same title the same job."""
    if not company.strip():
        return ()
    name = clean_name(company)
    known = select(companies.c.id).where(companies.c.clean_name == name).scalar_subquery()
    relation = case((func.coalesce(applications.c.company_id, job_listings.c.company_id) == known, "company"))
    found = _found(session.execute(_earlier(relation)).all(), title, name)
    return tuple(one for one in found if one.id != besides)


def _same_job(asked: type[JobListing]) -> ColumnElement[bool]:
    return or_(job_listings.c.cluster_id == asked.cluster_id, job_listings.c.dedupe_hash == asked.dedupe_hash)


def _earlier(relation: ColumnElement[Any]) -> Select[Any]:
    """The person's applications, each with its relation as far as the ledger knows."""
    snapshot = applications.c.listing_snapshot
    return (
        select(
            applications.c.id, applications.c.applied_at, applications.c.created_at, relation.label("relation"),
            func.coalesce(snapshot["title"].astext, job_listings.c.title, "An application").label("title"),
            func.coalesce(snapshot["company"].astext, companies.c.name).label("company"),
            stages.c.name.label("stage"),
        )
        .select_from(applications)
        .outerjoin(job_listings, job_listings.c.id == applications.c.job_listing_id)
        .outerjoin(companies, companies.c.id == func.coalesce(applications.c.company_id, job_listings.c.company_id))
        .outerjoin(stages, stages.c.id == applications.c.stage_id)
        .where(applications.c.deleted_at.is_(None))
    )  # fmt: skip


def _found(rows: Sequence[Any], title: str, company: str | None) -> tuple[Before, ...]:
    found = []
    for row in rows:
        relation = row.relation
        same_company = relation == "company" or (
            relation is None and company is not None and row.company and clean_name(row.company) == company
        )
        if same_company:
            relation = "job" if _as_compared(row.title) == _as_compared(title) else "company"
        if relation:
            found.append(Before(row.id, relation, row.title, row.company, row.stage, row.applied_at, row.created_at))
    newest_first = sorted(found, key=lambda one: one.applied_at or one.created_at, reverse=True)
    return tuple(sorted(newest_first, key=lambda one: _RANK[one.relation]))


def _as_compared(title: str) -> str:
    return " ".join(title.split()).casefold()

"""Find earlier applications: to the same listing, to the same job posted elsewhere, to the same company.

Postings are the same job when they share a requisition on their board (cluster) or title, company and location
(signature). Applications entered by hand are compared by company name and title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.applications.selects import APPLICATION_TABLES, FIELD_COLUMNS
from app.kit.i18n import _
from app.kit.tables import applications, companies, job_listings, stages
from database.company_names import clean_name
from database.models import JobListing

Relation = Literal["listing", "job", "company"]
_RELATION_RANKS: dict[Relation, int] = {"listing": 0, "job": 1, "company": 2}


@dataclass(frozen=True, slots=True)
class EarlierApplication:
    """An earlier application and how it relates to the job in question. `applied_at` is None while it is planned."""

    id: UUID
    relation: Relation
    title: str
    company: str | None
    stage: str | None
    applied_at: datetime | None
    created_at: datetime


def find_application_dates(session: Session, listing_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Return when the user first applied to each of these listings or to another posting of the same job."""
    candidate = aliased(JobListing)
    rows = session.execute(
        select(candidate.id, func.min(applications.c.applied_at).label("at"))
        .select_from(applications)
        .join(job_listings, job_listings.c.id == applications.c.job_listing_id)
        .join(candidate, _is_same_job(candidate))
        .where(
            candidate.id.in_(listing_ids),
            applications.c.applied_at.is_not(None),
            applications.c.deleted_at.is_(None),
        )
        .group_by(candidate.id)
    )
    return {row.id: row.at for row in rows}


def find_for_listing(session: Session, listing_id: UUID) -> tuple[EarlierApplication, ...]:
    """Return the applications to the listing, the same job or its company; the closest first, then the newest."""
    candidate = aliased(JobListing)
    query = select(candidate.title, candidate.company_id, companies.c.clean_name).outerjoin(
        companies, companies.c.id == candidate.company_id
    )
    job = session.execute(query.where(candidate.id == listing_id)).one_or_none()
    if job is None:
        return ()
    relation = case(
        (applications.c.job_listing_id == listing_id, "listing"),
        (and_(job_listings.c.id.is_not(None), _is_same_job(candidate)), "job"),
        (func.coalesce(applications.c.company_id, job_listings.c.company_id) == candidate.company_id, "company"),
    )
    rows = session.execute(_select_related(relation).join(candidate, candidate.id == listing_id)).all()
    return _rank_related(rows, job.title, job.clean_name)


def find_for_job(
    session: Session, title: str, company: str, except_id: UUID | None = None
) -> tuple[EarlierApplication, ...]:
    """Return the applications to the company of this name; those with the same title are to the same job."""
    if not company.strip():
        return ()
    name = clean_name(company)
    company_id = select(companies.c.id).where(companies.c.clean_name == name).scalar_subquery()
    relation = case((func.coalesce(applications.c.company_id, job_listings.c.company_id) == company_id, "company"))
    related = _rank_related(session.execute(_select_related(relation)).all(), title, name)
    return tuple(application for application in related if application.id != except_id)


def _is_same_job(candidate: type[JobListing]) -> ColumnElement[bool]:
    return or_(job_listings.c.cluster_id == candidate.cluster_id, job_listings.c.dedupe_hash == candidate.dedupe_hash)


def _select_related(relation: ColumnElement[Any]) -> Select[Any]:
    """Select the user's applications, each with its relation as far as the database can tell."""
    return (
        select(
            applications.c.id,
            applications.c.applied_at,
            applications.c.created_at,
            relation.label("relation"),
            FIELD_COLUMNS["title"].label("title"),
            FIELD_COLUMNS["company"].label("company"),
            stages.c.name.label("stage"),
        )
        .select_from(APPLICATION_TABLES)
        .where(applications.c.deleted_at.is_(None))
    )


def _rank_related(rows: Sequence[Any], title: str, company: str | None) -> tuple[EarlierApplication, ...]:
    related = []
    for row in rows:
        row_title = row.title or _("An application")
        relation = row.relation
        is_same_company = relation == "company" or (
            relation is None and company is not None and row.company and clean_name(row.company) == company
        )
        if is_same_company:
            relation = "job" if _fold(row_title) == _fold(title) else "company"
        if relation:
            related.append(
                EarlierApplication(row.id, relation, row_title, row.company, row.stage, row.applied_at, row.created_at)
            )
    newest_first = sorted(related, key=lambda earlier: earlier.applied_at or earlier.created_at, reverse=True)
    return tuple(sorted(newest_first, key=lambda earlier: _RELATION_RANKS[earlier.relation]))


def _fold(title: str) -> str:
    return " ".join(title.split()).casefold()

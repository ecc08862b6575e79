"""Where someone applied already: to a listing, to the same job posted elsewhere, as far as their applications tell.

Every session here acts for one person (app.services.acting).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from app.services.tables import applications, job_listings
from database.models.aggregation import JobListing


def applied(session: Session, listing_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When the person first applied to each of these listings or to another posting of the same job."""
    asked, known = aliased(JobListing), job_listings
    same = or_(known.c.cluster_id == asked.cluster_id, known.c.dedupe_hash == asked.dedupe_hash)
    rows = session.execute(
        select(asked.id, func.min(applications.c.applied_at).label("at"))
        .select_from(applications)
        .join(known, known.c.id == applications.c.job_listing_id)
        .join(asked, same)
        .where(asked.id.in_(listing_ids), applications.c.applied_at.is_not(None), applications.c.deleted_at.is_(None))
        .group_by(asked.id)
    )
    return {row.id: row.at for row in rows}

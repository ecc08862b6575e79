"""Save and remove jobs, and write their notes and priorities. Not here: reading them (app.saved.queries).

Every session belongs to one user (database.sessions); row-level security limits it to the rows of that user.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.kit.tables import job_listings, saved_jobs
from app.saved.queries import SAVED_JOB_COLUMNS, SavedJobDetails, create_saved_job
from database.models import PriorityLevel
from database.sessions import CURRENT_USER_ID

MAX_NOTE_LENGTH = 2_000


def save(session: Session, listing_id: UUID, at: datetime) -> bool:
    """Save a listing. Return False when it was saved already or does not exist."""
    row = select(CURRENT_USER_ID, job_listings.c.id, literal(at)).where(job_listings.c.id == listing_id)
    statement = (
        insert(saved_jobs).from_select(["user_id", "job_listing_id", "created_at"], row).on_conflict_do_nothing()
    )
    return session.scalars(statement.returning(saved_jobs.c.id)).one_or_none() is not None


def remove(session: Session, listing_ids: Sequence[UUID]) -> tuple[SavedJobDetails, ...]:
    """Remove these jobs and return them with their notes, for `restore`."""
    statement = delete(saved_jobs).where(saved_jobs.c.job_listing_id.in_(listing_ids)).returning(*SAVED_JOB_COLUMNS)
    return tuple(create_saved_job(row) for row in session.execute(statement))


def restore(session: Session, jobs: Sequence[SavedJobDetails]) -> None:
    """Save removed jobs again, with the same note, priority and time."""
    for job in jobs:
        row = {"job_listing_id": job.listing_id, "created_at": job.saved_at, "note": job.note, "priority": job.priority}
        session.execute(insert(saved_jobs).values(user_id=CURRENT_USER_ID, **row).on_conflict_do_nothing())


def write_note(session: Session, listing_id: UUID, note: str, priority: PriorityLevel | None) -> bool:
    """Set the note (blank removes it) and the priority. Return False when the job is not saved."""
    text = note.replace("\x00", "").strip()[:MAX_NOTE_LENGTH] or None
    statement = update(saved_jobs).where(saved_jobs.c.job_listing_id == listing_id).values(note=text, priority=priority)
    return session.scalars(statement.returning(saved_jobs.c.id)).one_or_none() is not None

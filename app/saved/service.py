"""The jobs someone keeps: saving and removing, notes and priorities, and what became of them since.

Every session here acts for one person (database.sessions); row-level security decides whose rows these are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.kit.tables import job_listings, saved_jobs
from app.saved.queries import KEPT_COLUMNS, Kept, read_kept
from database.models import PriorityLevel
from database.sessions import CURRENT_USER_ID

LONGEST_NOTE = 2_000


def save(session: Session, listing_id: UUID, at: datetime) -> bool:
    """Keep a listing; False when it was kept already or does not exist."""
    row = select(CURRENT_USER_ID, job_listings.c.id, literal(at)).where(job_listings.c.id == listing_id)
    made = insert(saved_jobs).from_select(["user_id", "job_listing_id", "created_at"], row).on_conflict_do_nothing()
    return session.scalars(made.returning(saved_jobs.c.id)).one_or_none() is not None


def remove(session: Session, listing_ids: Sequence[UUID]) -> tuple[Kept, ...]:
    """No longer keep these; what was written about them comes back, for `put_back`."""
    gone = delete(saved_jobs).where(saved_jobs.c.job_listing_id.in_(listing_ids)).returning(*KEPT_COLUMNS)
    return tuple(read_kept(row) for row in session.execute(gone))


def put_back(session: Session, removed: Sequence[Kept]) -> None:
    """Undo a removal: the same note, priority and time of saving."""
    for one in removed:
        row = {"job_listing_id": one.listing_id, "created_at": one.saved_at, "note": one.note, "priority": one.priority}
        session.execute(insert(saved_jobs).values(user_id=CURRENT_USER_ID, **row).on_conflict_do_nothing())


def write(session: Session, listing_id: UUID, note: str, priority: PriorityLevel | None) -> bool:
    """Set the note (blank is none) and the priority; False when the job is not saved."""
    text = note.replace("\x00", "").strip()[:LONGEST_NOTE] or None
    kept = update(saved_jobs).where(saved_jobs.c.job_listing_id == listing_id).values(note=text, priority=priority)
    return session.scalars(kept.returning(saved_jobs.c.id)).one_or_none() is not None

"""Pause and resume providers, as an operator. Reads: app.sources.queries."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.sources.queries import ensure_operator


def set_active(session: Session, source_id: UUID, *, active: bool) -> None:
    """Pause or resume a source from its next pass on. Its listings stay as they are."""
    ensure_operator(session)
    session.execute(text("select ops.set_source_active(:source, :active)"), {"source": source_id, "active": active})

"""List what the search form offers: the sources and currencies that open listings have."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.kit.tables import documents, job_sources


@dataclass(frozen=True, slots=True)
class Options:
    """Sources as code to name, by name; currencies (ISO 4217), the most frequent first."""

    sources: dict[str, str]
    currencies: tuple[str, ...]


def list_options(session: Session) -> Options:
    """Return the sources and currencies of the listings open now."""
    has_open_listings = exists(select(1).where(documents.c.job_source_id == job_sources.c.id, documents.c.is_open))
    sources = session.execute(
        select(job_sources.c.code, job_sources.c.name).where(has_open_listings).order_by(job_sources.c.name)
    )
    currencies = (
        select(documents.c.currency)
        .where(documents.c.is_open, documents.c.currency.is_not(None))
        .group_by(documents.c.currency)
        .order_by(func.count().desc(), documents.c.currency)
    )
    return Options({row.code: row.name for row in sources}, tuple(session.scalars(currencies).all()))

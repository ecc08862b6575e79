"""What the search form can offer: the sources and currencies open listings have."""

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


def options(session: Session) -> Options:
    """The sources and currencies of the listings open now."""
    open_here = exists(select(1).where(documents.c.job_source_id == job_sources.c.id, documents.c.is_open))
    sources = session.execute(
        select(job_sources.c.code, job_sources.c.name).where(open_here).order_by(job_sources.c.name)
    )
    currencies = (
        select(documents.c.currency)
        .where(documents.c.is_open, documents.c.currency.is_not(None))
        .group_by(documents.c.currency)
        .order_by(func.count().desc(), documents.c.currency)
    )
    return Options({row.code: row.name for row in sources}, tuple(session.scalars(currencies).all()))

"""Indexes by which the search form proposes titles, companies and places by their beginning."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

COLUMNS = (("companies", "name"), ("locations", "city"), ("locations", "region"), ("locations", "country"))


def upgrade() -> None:
    """Create them; of titles those of open listings."""
    _create("ix_job_listings_open_title", "job_listings", "title", postgresql_where=sa.text("closed_at is null"))
    for table, column in COLUMNS:
        _create(f"ix_{table}_{column}_beginning", table, column)


def _create(name: str, table: str, column: str, **where: Any) -> None:
    """The beginning only: a provider's text may be longer than an index entry can be."""
    start: sa.ColumnElement[str] = sa.literal_column(f'lower("left"({column}, 80))').label("beginning")
    op.create_index(name, table, [start], postgresql_ops={"beginning": "text_pattern_ops"}, **where)

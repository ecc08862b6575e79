"""The index in whose order the feed shows the highest pay first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it: open listings only, what states no pay last."""
    op.create_index(
        "ix_listing_documents_pay",
        "listing_documents",
        [sa.text("(coalesce(salary_year_max, -1)::double precision) desc"), sa.text("posted_at desc"), "listing_id"],
        schema="ops",
        postgresql_where=sa.text("is_open"),
    )

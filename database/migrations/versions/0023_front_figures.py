"""What the first screens count of all listings is read from an index alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Open listings by source and currency, and listings by when they were first seen."""
    op.drop_index("ix_listing_documents_job_source_id", "listing_documents", schema="ops")
    op.create_index(
        "ix_listing_documents_open_source",
        "listing_documents",
        ["job_source_id", "currency"],
        schema="ops",
        postgresql_where=sa.text("is_open"),
    )
    op.create_index("ix_job_listings_ingested_at", "job_listings", ["ingested_at"])

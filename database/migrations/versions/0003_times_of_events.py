"""Keep what a suspected outage is missing; mend times that a backlog or a clock that stepped back left wrong."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the changes."""
    fetch_count = sa.Column("fetch_count", sa.Integer(), server_default=sa.text("1"), nullable=False)
    missing_ids: sa.Column[list[UUID]] = sa.Column(
        "missing_ids", sa.ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False
    )
    op.add_column("suspected_outages", fetch_count, schema="landing")
    op.add_column("suspected_outages", missing_ids, schema="landing")
    op.execute("""
        update landing.presence as p set changed_at = e.last_at
        from (select listing_id, max(occurred_at) as last_at from landing.events group by listing_id) as e
        where e.listing_id = p.listing_id and e.last_at > p.changed_at
    """)
    op.execute("""
        update public.job_listings as l set ingested_at = e.first_at
        from (select listing_id, min(occurred_at) as first_at from landing.events group by listing_id) as e
        where e.listing_id = l.id and e.first_at < l.ingested_at
    """)

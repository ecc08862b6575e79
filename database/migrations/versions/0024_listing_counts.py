"""What marts of the market are added up from, kept by the build of facts instead of counted anew each time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

PIPELINE = "jobledger_pipeline"


def upgrade() -> None:
    """Create the table of counts; tables that would not fit together with it are made anew by the next build."""
    op.create_table(
        "listing_counts",
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("measure", "day", "job_source_id", "name", name="pk_listing_counts"),
        schema="staging",
    )
    op.execute(f"alter table staging.listing_counts owner to {PIPELINE}")
    # Room on each page for the rows of the next build: an update that stays on its page leaves the indexes alone.
    op.execute("alter table job_listings set (fillfactor = 80)")
    op.execute("alter table dedupe_signatures set (fillfactor = 90)")
    op.create_check_constraint("seen", "dedupe_signatures", "first_seen_at <= last_seen_at")
    # The facts have no skills yet; the others are what the counts replace.
    for table in ("int_listing_facts", "int_listing_skills", "int_skill_weeks", "int_market_turns"):
        op.execute(f"drop table if exists staging.{table} cascade")

"""Facts of listings with the indexes that marts find them by, and one more count kept of them."""

from __future__ import annotations

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the facts: the next build makes them anew, with their indexes, and counts them anew."""
    op.execute("drop table if exists staging.int_listing_facts cascade")

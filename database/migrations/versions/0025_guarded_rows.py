"""Rules of single rows that each build's tests asked for, now refused by the tables themselves."""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

ON_EARTH = "latitude between -90 and 90 and longitude between -180 and 180"


def upgrade() -> None:
    """Add the constraints. Coordinates that are not on Earth, of which a build only warned, are unknown from now on."""
    for table in ("locations", "staging.listings"):
        op.execute(f"update {table} set latitude = null, longitude = null where not ({ON_EARTH})")  # noqa: S608 - our own
    op.create_check_constraint("on_earth", "locations", ON_EARTH)
    op.create_check_constraint("on_earth", "listings", ON_EARTH, schema="staging")
    op.create_check_constraint("closed", "job_listings", "(closed_at is null) = (close_reason is null)")
    op.create_check_constraint("n", "listing_counts", "n != 0", schema="staging")
    # dbt makes the table with these. Not valid: builds have looked at what they wrote, nobody at what came before.
    op.execute(
        "alter table if exists staging.int_listing_versions alter column event_id set not null,"
        " add constraint versions_end_after_they_begin check (valid_from <= valid_to) not valid"
    )

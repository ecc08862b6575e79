"""Which applications changed, noted where they change, so that no build reads the others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

PIPELINE = "jobledger_pipeline"
NEW, OLD = "new table as changed", "old table as changed"
BOTH = "old table as old_rows new table as new_rows"


def upgrade() -> None:
    """Create the notes and what writes them; the next build makes the facts of applications anew, to be kept."""
    op.create_table(
        "application_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_application_changes"),
        schema="ops",
    )
    op.execute(f"grant select, delete on ops.application_changes to {PIPELINE}")
    _note("application_changed", "job_applications", "select id from changed",
          {"insert": NEW, "update": NEW, "delete": OLD})  # fmt: skip
    _note("application_event_changed", "application_events", "select distinct job_application_id from changed",
          {"insert": NEW, "update": NEW, "delete": OLD})  # fmt: skip
    _note("practice_item_changed", "ops.practice_items",
          "select item_id from changed where item = 'job_applications'", {"insert": NEW, "delete": OLD})  # fmt: skip
    _note(
        "applicant_changed",
        "users",
        "select a.id from new_rows as n join old_rows as o using (id) join job_applications as a on a.user_id = n.id"
        " where (n.timezone, n.deleted_at is null) is distinct from (o.timezone, o.deleted_at is null)",
        {"update": BOTH},
    )
    _note(
        "application_source_changed",
        "job_sources",
        "select a.id from new_rows as n join old_rows as o using (id) join job_listings as l on l.job_source_id = n.id"
        " join job_applications as a on a.job_listing_id = l.id"
        " where (n.code, n.may_aggregate) is distinct from (o.code, o.may_aggregate)",
        {"update": BOTH},
    )
    op.execute("drop table if exists staging.int_application_facts cascade")


def _note(name: str, table: str, changed: str, events: dict[str, str]) -> None:
    # Its owner's rights: who changes an application has none on these notes.
    op.execute(
        f"create function ops.{name}() returns trigger language plpgsql security definer set search_path = public as $$"
        f" begin insert into ops.application_changes (application_id) {changed}; return null; end $$"
    )
    for event, tables in events.items():
        op.execute(
            f"create trigger {name}_{event} after {event} on {table} referencing {tables}"
            f" for each statement execute function ops.{name}()"
        )

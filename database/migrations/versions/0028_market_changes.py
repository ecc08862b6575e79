"""What changed of what the market's figures told, noted where it changes, so that no build counts old weeks anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

PIPELINE = "jobledger_pipeline"


def upgrade() -> None:
    """Create the notes and what writes them; the next build counts everything once more."""
    op.create_table(
        "market_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("known_as", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_market_changes"),
        schema="staging",
    )
    op.execute(f"grant select, insert, delete on staging.market_changes to {PIPELINE}")
    op.create_index(
        "ix_listing_counts_of_name",
        "listing_counts",
        ["measure", "name"],
        schema="staging",
        postgresql_where=sa.text("measure in ('title_group', 'company', 'workplace')"),
    )
    op.execute("insert into staging.market_changes (measure, name, day) values ('all', '', '-infinity')")
    _note("company_renamed", "companies", "name", "select 'company', cast(new.id as text), old.name, '-infinity'")
    _note("source_permitted", "job_sources", "may_aggregate", "select 'all', new.code, null, '-infinity'")


def _note(name: str, table: str, column: str, change: str) -> None:
    # Its owner's rights: who renames a company has none on these notes.
    op.execute(
        f"create function ops.{name}() returns trigger language plpgsql security definer set search_path = public as $$"
        f" begin insert into staging.market_changes (measure, name, known_as, day) {change}; return null; end $$"
    )
    op.execute(
        f"create trigger {name} after update of {column} on {table} for each row"
        f" when (old.{column} is distinct from new.{column}) execute function ops.{name}()"
    )

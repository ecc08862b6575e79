"""A stage may stand for an outcome, whatever it is called; imports say how many applications they changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0018"
branch_labels = None
depends_on = None

# Up to now the stages were known by these names; from now on each keeps what it stands for when it is renamed.
_GUESSED = """
insert into ops.stage_statuses (stage_id, outcome)
select s.id, lower(btrim(s.name))
from application_stages as s
where lower(btrim(s.name)) in ('ghosted', 'withdrawn')
    and not exists (select from ops.stage_statuses as k where k.stage_id = s.id)
"""
_TOLD = """
update application_events
set payload = payload || jsonb_build_object('outcome_to', lower(payload ->> 'to'))
where payload ->> 'kind' in ('move', 'created') and lower(payload ->> 'to') in ('ghosted', 'withdrawn')
"""


def upgrade() -> None:
    """Make room for outcomes, then take them from the names, once."""
    op.alter_column("stage_statuses", "status", nullable=True, schema="ops")
    op.add_column("stage_statuses", sa.Column("outcome", sa.Text()), schema="ops")
    op.create_check_constraint(
        op.f("ck_stage_statuses_means_one_thing"), "stage_statuses", "num_nonnulls(status, outcome) = 1", schema="ops"
    )
    op.create_check_constraint(
        op.f("ck_stage_statuses_outcome"), "stage_statuses", "outcome in ('ghosted', 'withdrawn')", schema="ops"
    )
    op.execute(_GUESSED)
    op.execute(_TOLD)
    op.add_column(
        "application_imports",
        sa.Column("updated", sa.Integer(), server_default=sa.text("0"), nullable=False),
        schema="ops",
    )

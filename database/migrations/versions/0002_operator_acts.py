"""Create the log of what operators do.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create ops.operator_acts; who may write which of its columns is in database/sql/grants."""
    op.create_table(
        "operator_acts",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("is_on_screen", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(), nullable=True),
        sa.CheckConstraint(
            "act in ('source_changed', 'source_paused', 'source_resumed', 'boards_added', 'operator_added', "
            "'operator_removed', 'sessions_ended', 'emails_retried')",
            name=op.f("ck_operator_acts_act"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_operator_acts_user_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_acts")),
        schema="ops",
    )
    op.create_index(op.f("ix_operator_acts_occurred_at"), "operator_acts", ["occurred_at"], schema="ops")

"""Sections 4 and 5: applications, their stages and events; analytics snapshots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _application_stages()
    _job_applications()
    _application_events()
    _analytics_snapshots()


def _application_stages() -> None:
    op.create_table(
        "application_stages",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_default", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_application_stages_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_application_stages"),
        sa.UniqueConstraint("user_id", "name", name="uq_application_stages_user_id_name"),
    )


def _job_applications() -> None:
    op.create_table(
        "job_applications",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("job_listing_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("stage_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status",
            sa.Enum("planned", "applied", "interviewing", "offer", "rejected", name="job_application_status"),
            server_default=sa.text("'planned'"),
            nullable=False,
        ),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("response_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("job_post_url", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("listing_snapshot", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("follow_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_job_applications_company_id"),
        sa.ForeignKeyConstraint(["job_listing_id"], ["job_listings.id"], name="fk_job_applications_job_listing_id"),
        sa.ForeignKeyConstraint(["stage_id"], ["application_stages.id"], name="fk_job_applications_stage_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_job_applications_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_job_applications"),
    )
    op.create_index("ix_job_applications_company_id", "job_applications", ["company_id"])
    op.create_index("ix_job_applications_job_listing_id", "job_applications", ["job_listing_id"])
    op.create_index("ix_job_applications_stage_id", "job_applications", ["stage_id"])
    op.create_index("ix_job_applications_user_id", "job_applications", ["user_id"])


def _application_events() -> None:
    op.create_table(
        "application_events",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("job_application_id", sa.Uuid(), nullable=False),
        sa.Column(
            "event_type",
            sa.Enum("note", "interview", "offer", "follow_up", name="job_application_event_type"),
            nullable=False,
        ),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("attachments", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_application_id"],
            ["job_applications.id"],
            name="fk_application_events_job_application_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_application_events"),
    )
    op.create_index(
        "ix_application_events_job_application_id_occurred_at",
        "application_events",
        ["job_application_id", "occurred_at"],
    )


def _analytics_snapshots() -> None:
    op.create_table(
        "analytics_snapshots",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column(
            "metric", sa.Enum("active_jobs", "success_rate", "avg_response", name="analytics_metric"), nullable=False
        ),
        sa.Column("value", sa.Numeric(), nullable=False),
        sa.Column("dimension", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_analytics_snapshots_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_analytics_snapshots"),
        sa.UniqueConstraint(
            "user_id",
            "period_start",
            "period_end",
            "metric",
            "dimension",
            name="uq_analytics_snapshots_measure",
            postgresql_nulls_not_distinct=True,
        ),
    )

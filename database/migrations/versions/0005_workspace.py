"""Section 3: saved jobs, searches, alerts, comparisons."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _saved_jobs()
    _search_history()
    _saved_searches()
    _job_alerts()
    _job_alert_runs()
    _job_comparison_sets()
    _job_comparison_items()


def _saved_jobs() -> None:
    op.create_table(
        "saved_jobs",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("job_listing_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("priority", sa.Enum("low", "med", "high", name="priority_level"), nullable=True),
        sa.ForeignKeyConstraint(["job_listing_id"], ["job_listings.id"], name="fk_saved_jobs_job_listing_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_saved_jobs_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_jobs"),
        sa.UniqueConstraint("user_id", "job_listing_id", name="uq_saved_jobs_user_id_job_listing_id"),
    )
    op.create_index("ix_saved_jobs_job_listing_id", "saved_jobs", ["job_listing_id"])


def _search_history() -> None:
    op.create_table(
        "search_history",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("executed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("result_count", sa.Integer(), nullable=True),
        sa.Column("query", sa.Text(), nullable=True),
        sa.Column("location_text", sa.Text(), nullable=True),
        sa.Column("remote_flag", sa.Boolean(), nullable=True),
        sa.Column("salary_min", sa.Numeric(), nullable=True),
        sa.Column("salary_max", sa.Numeric(), nullable=True),
        sa.Column("experience_level", sa.Text(), nullable=True),
        sa.Column("workplace_type", sa.Text(), nullable=True),
        sa.Column("employment_type", sa.Text(), nullable=True),
        sa.Column("company_exclude", postgresql.ARRAY(sa.TEXT()), nullable=True),
        sa.Column("keyword_exclude", postgresql.ARRAY(sa.TEXT()), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_search_history_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_search_history"),
    )
    op.create_index("ix_search_history_user_id_executed_at", "search_history", ["user_id", "executed_at"])


def _saved_searches() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("last_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("query", sa.Text(), nullable=True),
        sa.Column("location_text", sa.Text(), nullable=True),
        sa.Column("remote_flag", sa.Boolean(), nullable=True),
        sa.Column("salary_min", sa.Numeric(), nullable=True),
        sa.Column("salary_max", sa.Numeric(), nullable=True),
        sa.Column("experience_level", sa.Text(), nullable=True),
        sa.Column("workplace_type", sa.Text(), nullable=True),
        sa.Column("employment_type", sa.Text(), nullable=True),
        sa.Column("company_exclude", postgresql.ARRAY(sa.TEXT()), nullable=True),
        sa.Column("keyword_exclude", postgresql.ARRAY(sa.TEXT()), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_saved_searches_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_searches"),
    )
    op.create_index("ix_saved_searches_user_id", "saved_searches", ["user_id"])


def _job_alerts() -> None:
    op.create_table(
        "job_alerts",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("saved_search_id", sa.Uuid(), nullable=False),
        sa.Column("frequency", sa.Enum("immediate", "daily", "weekly", name="alert_frequency"), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("last_checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("new_jobs_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_search_id"], ["saved_searches.id"], name="fk_job_alerts_saved_search_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_job_alerts"),
    )
    op.create_index("ix_job_alerts_saved_search_id", "job_alerts", ["saved_search_id"])


def _job_alert_runs() -> None:
    op.create_table(
        "job_alert_runs",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("result_count", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["job_alert_id"], ["job_alerts.id"], name="fk_job_alert_runs_job_alert_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_job_alert_runs"),
    )
    op.create_index("ix_job_alert_runs_job_alert_id_checked_at", "job_alert_runs", ["job_alert_id", "checked_at"])


def _job_comparison_sets() -> None:
    op.create_table(
        "job_comparison_sets",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_job_comparison_sets_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_job_comparison_sets"),
    )
    op.create_index("ix_job_comparison_sets_user_id", "job_comparison_sets", ["user_id"])


def _job_comparison_items() -> None:
    op.create_table(
        "job_comparison_items",
        sa.Column("comparison_set_id", sa.Uuid(), nullable=False),
        sa.Column("job_listing_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["comparison_set_id"],
            ["job_comparison_sets.id"],
            name="fk_job_comparison_items_comparison_set_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["job_listing_id"], ["job_listings.id"], name="fk_job_comparison_items_job_listing_id"),
        sa.PrimaryKeyConstraint("comparison_set_id", "job_listing_id", name="pk_job_comparison_items"),
    )
    op.create_index("ix_job_comparison_items_job_listing_id", "job_comparison_items", ["job_listing_id"])

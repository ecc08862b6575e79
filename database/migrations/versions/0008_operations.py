"""Schema ops: validators, budgets, rejected records, deliveries, mail, search documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _http_validators()
    _api_budgets()
    _rejected_records()
    _alert_deliveries()
    _email_outbox()
    _listing_documents()


def _http_validators() -> None:
    op.create_table(
        "http_validators",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("ats_organization_id", sa.Uuid(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["ats_organization_id"],
            ["ats_organizations.id"],
            name="fk_http_validators_ats_organization_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("address", name="pk_http_validators"),
        schema="ops",
    )
    op.create_index("ix_http_validators_ats_organization_id", "http_validators", ["ats_organization_id"], schema="ops")


def _api_budgets() -> None:
    op.create_table(
        "api_budgets",
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("period_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calls", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("period in ('minute', 'day', 'week', 'month')", name=op.f("ck_api_budgets_period")),
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name="fk_api_budgets_job_source_id"),
        sa.PrimaryKeyConstraint("job_source_id", "period", "period_start", name="pk_api_budgets"),
        schema="ops",
    )


def _rejected_records() -> None:
    op.create_table(
        "rejected_records",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("ats_organization_id", sa.Uuid(), nullable=False),
        sa.Column("ingest_run_id", sa.Uuid(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("payload_hash", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rejected_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("stage in ('fetch', 'parse')", name=op.f("ck_rejected_records_stage")),
        sa.ForeignKeyConstraint(
            ["ats_organization_id"], ["ats_organizations.id"], name="fk_rejected_records_ats_organization_id"
        ),
        sa.ForeignKeyConstraint(["ingest_run_id"], ["ingest_runs.id"], name="fk_rejected_records_ingest_run_id"),
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name="fk_rejected_records_job_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rejected_records"),
        sa.UniqueConstraint("ats_organization_id", "stage", "payload_hash", name="uq_rejected_records_once"),
        schema="ops",
    )
    op.create_index("ix_rejected_records_ingest_run_id", "rejected_records", ["ingest_run_id"], schema="ops")
    op.create_index("ix_rejected_records_job_source_id", "rejected_records", ["job_source_id"], schema="ops")


def _alert_deliveries() -> None:
    op.create_table(
        "alert_deliveries",
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("job_listing_id", sa.Uuid(), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["job_alert_id"], ["job_alerts.id"], name="fk_alert_deliveries_job_alert_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["job_listing_id"], ["job_listings.id"], name="fk_alert_deliveries_job_listing_id"),
        sa.PrimaryKeyConstraint("job_alert_id", "cluster_id", name="pk_alert_deliveries"),
        schema="ops",
    )
    op.create_index("ix_alert_deliveries_job_listing_id", "alert_deliveries", ["job_listing_id"], schema="ops")


def _email_outbox() -> None:
    op.create_table(
        "email_outbox",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text_body", sa.Text(), nullable=False),
        sa.Column("html_body", sa.Text(), nullable=True),
        sa.Column("headers", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("user_id is not null or recipient is not null", name=op.f("ck_email_outbox_addressed")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_email_outbox_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_email_outbox"),
        schema="ops",
    )
    op.create_index(
        "ix_email_outbox_not_before",
        "email_outbox",
        ["not_before"],
        schema="ops",
        postgresql_where=sa.text("sent_at is null"),
    )
    op.create_index("ix_email_outbox_user_id", "email_outbox", ["user_id"], schema="ops")


def _listing_documents() -> None:
    op.create_table(
        "listing_documents",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("document", postgresql.TSVECTOR(), nullable=False),
        sa.Column("description_html", sa.Text(), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("company_name", sa.Text(), nullable=True),
        sa.Column("location_text", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("workplace_type", sa.Text(), nullable=True),
        sa.Column("employment_type", sa.Text(), nullable=True),
        sa.Column("experience_level", sa.Text(), nullable=True),
        sa.Column("salary_year_min", sa.Numeric(), nullable=True),
        sa.Column("salary_year_max", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name="fk_listing_documents_job_source_id"),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["job_listings.id"], name="fk_listing_documents_listing_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", name="pk_listing_documents"),
        schema="ops",
    )
    op.create_index(
        "ix_listing_documents_document", "listing_documents", ["document"], schema="ops", postgresql_using="gin"
    )
    op.create_index("ix_listing_documents_job_source_id", "listing_documents", ["job_source_id"], schema="ops")
    op.create_index(
        "ix_listing_documents_newest",
        "listing_documents",
        ["is_open", sa.text("posted_at desc"), "listing_id"],
        schema="ops",
    )

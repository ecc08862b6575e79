"""Schemas landing and staging: what fetching and parsing leave for dbt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _presence()
    _events()
    _inbox()
    _pending()
    _held_losses()
    _listings()


def _presence() -> None:
    op.create_table(
        "presence",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("ats_organization_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("payload_hash", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("listing_id", name="pk_presence"),
        sa.UniqueConstraint("ats_organization_id", "external_id", name="uq_presence_ats_organization_id_external_id"),
        schema="landing",
    )
    op.create_index(
        "ix_presence_open", "presence", ["ats_organization_id"], schema="landing", postgresql_where=sa.text("is_open")
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingest_run_id", sa.Uuid(), nullable=False),
        sa.Column("payload_hash", sa.Text(), nullable=False),
        sa.CheckConstraint("event in ('opened', 'changed', 'closed', 'reopened')", name=op.f("ck_events_event")),
        sa.CheckConstraint("reason in ('absent', 'provider_closed')", name=op.f("ck_events_reason")),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        schema="landing",
    )
    op.create_index("ix_events_ingest_run_id", "events", ["ingest_run_id"], schema="landing")
    op.create_index("ix_events_listing_id_id", "events", ["listing_id", "id"], schema="landing")
    op.create_index("ix_events_occurred_at", "events", ["occurred_at"], schema="landing", postgresql_using="brin")


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("payload_hash", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingest_run_id", sa.Uuid(), nullable=False),
        sa.Column("payload", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("listing_id", "payload_hash", name="pk_inbox"),
        schema="landing",
    )


def _pending() -> None:
    op.create_table(
        "pending",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("listing_id", name="pk_pending"),
        schema="landing",
    )


def _held_losses() -> None:
    op.create_table(
        "held_losses",
        sa.Column("ats_organization_id", sa.Uuid(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingest_run_id", sa.Uuid(), nullable=False),
        sa.Column("open_count", sa.Integer(), nullable=False),
        sa.Column("answered_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ats_organization_id", name="pk_held_losses"),
        schema="landing",
    )


def _listings() -> None:
    op.create_table(
        "listings",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("payload_hash", sa.Text(), nullable=False),
        sa.Column("parser_version", sa.Integer(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingest_run_id", sa.Uuid(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("ats_organization_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("company_name", sa.Text(), nullable=True),
        sa.Column("company_clean_name", sa.Text(), nullable=True),
        sa.Column("company_website", sa.Text(), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("location_raw", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("location_timezone", sa.Text(), nullable=True),
        sa.Column("is_remote", sa.Boolean(), nullable=True),
        sa.Column("workplace_type", sa.Text(), nullable=True),
        sa.Column("employment_type", sa.Text(), nullable=True),
        sa.Column("experience_level", sa.Text(), nullable=True),
        sa.Column("salary_min", sa.Numeric(), nullable=True),
        sa.Column("salary_max", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("salary_period", sa.Text(), nullable=True),
        sa.Column("salary_is_estimated", sa.Boolean(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("description_html", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("requisition_key", sa.Text(), nullable=True),
        sa.Column("signature_hash", sa.Text(), nullable=True),
        sa.Column("signature_title", sa.Text(), nullable=True),
        sa.Column("signature_location", sa.Text(), nullable=True),
        sa.Column("tags", postgresql.JSONB(none_as_null=True), server_default=sa.text("'[]'"), nullable=False),
        sa.CheckConstraint(
            "employment_type in ('full_time', 'part_time', 'contract', 'temporary', 'internship')",
            name=op.f("ck_listings_employment_type"),
        ),
        sa.CheckConstraint(
            "experience_level in ('intern', 'entry', 'mid', 'senior', 'lead', 'executive')",
            name=op.f("ck_listings_experience_level"),
        ),
        sa.CheckConstraint(
            "salary_period in ('hour', 'day', 'week', 'month', 'year')", name=op.f("ck_listings_salary_period")
        ),
        sa.CheckConstraint(
            "workplace_type in ('on_site', 'hybrid', 'remote')", name=op.f("ck_listings_workplace_type")
        ),
        sa.PrimaryKeyConstraint("listing_id", "payload_hash", name="pk_listings"),
        schema="staging",
    )

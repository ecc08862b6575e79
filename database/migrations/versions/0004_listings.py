"""Section 2, listings: tags, signatures, archives."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _job_listings()
    _job_tags()
    _job_listing_tags()
    _dedupe_signatures()
    _listing_archives()


def _job_listings() -> None:
    op.create_table(
        "job_listings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ingested_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("salary_min", sa.Numeric(), nullable=True),
        sa.Column("salary_max", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("is_remote", sa.Boolean(), nullable=True),
        sa.Column("raw_payload", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("dedupe_hash", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ats_organization_id", sa.Uuid(), nullable=False),
        sa.Column("workplace_type", sa.Text(), nullable=True),
        sa.Column("employment_type", sa.Text(), nullable=True),
        sa.Column("experience_level", sa.Text(), nullable=True),
        sa.Column("salary_period", sa.Text(), nullable=True),
        sa.Column("salary_is_estimated", sa.Boolean(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_reason", sa.Text(), nullable=True),
        sa.Column("requisition_key", sa.Text(), nullable=True),
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("close_reason in ('absent', 'provider_closed')", name=op.f("ck_job_listings_close_reason")),
        sa.CheckConstraint(
            "employment_type in ('full_time', 'part_time', 'contract', 'temporary', 'internship')",
            name=op.f("ck_job_listings_employment_type"),
        ),
        sa.CheckConstraint(
            "experience_level in ('intern', 'entry', 'mid', 'senior', 'lead', 'executive')",
            name=op.f("ck_job_listings_experience_level"),
        ),
        sa.CheckConstraint(
            "salary_period in ('hour', 'day', 'week', 'month', 'year')", name=op.f("ck_job_listings_salary_period")
        ),
        sa.CheckConstraint(
            "workplace_type in ('on_site', 'hybrid', 'remote')", name=op.f("ck_job_listings_workplace_type")
        ),
        sa.ForeignKeyConstraint(
            ["ats_organization_id"], ["ats_organizations.id"], name="fk_job_listings_ats_organization_id"
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_job_listings_company_id"),
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name="fk_job_listings_job_source_id"),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name="fk_job_listings_location_id"),
        sa.PrimaryKeyConstraint("id", name="pk_job_listings"),
        sa.UniqueConstraint("job_source_id", "ats_organization_id", "external_id", name="uq_job_listings_natural_key"),
    )
    op.create_index("ix_job_listings_ats_organization_id", "job_listings", ["ats_organization_id"])
    op.create_index("ix_job_listings_cluster_id", "job_listings", ["cluster_id"])
    op.create_index("ix_job_listings_company_id", "job_listings", ["company_id"])
    op.create_index("ix_job_listings_dedupe_hash", "job_listings", ["dedupe_hash"])
    op.create_index("ix_job_listings_location_id", "job_listings", ["location_id"])


def _job_tags() -> None:
    op.create_table(
        "job_tags",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Enum("skill", "department", "category", name="job_tag_type"), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job_tags"),
        sa.UniqueConstraint("name", "type", name="uq_job_tags_name_type"),
    )


def _job_listing_tags() -> None:
    op.create_table(
        "job_listing_tags",
        sa.Column("job_listing_id", sa.Uuid(), nullable=False),
        sa.Column("job_tag_id", sa.Uuid(), nullable=False),
        sa.Column("confidence", sa.Numeric(precision=4, scale=3), nullable=False),
        sa.Column("ingest_source", sa.Text(), nullable=True),
        sa.CheckConstraint("confidence between 0 and 1", name=op.f("ck_job_listing_tags_confidence")),
        sa.ForeignKeyConstraint(["job_listing_id"], ["job_listings.id"], name="fk_job_listing_tags_job_listing_id"),
        sa.ForeignKeyConstraint(["job_tag_id"], ["job_tags.id"], name="fk_job_listing_tags_job_tag_id"),
        sa.PrimaryKeyConstraint("job_listing_id", "job_tag_id", name="pk_job_listing_tags"),
    )
    op.create_index("ix_job_listing_tags_job_tag_id", "job_listing_tags", ["job_tag_id"])


def _dedupe_signatures() -> None:
    op.create_table(
        "dedupe_signatures",
        sa.Column("signature_hash", sa.Text(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("title_text", sa.Text(), nullable=True),
        sa.Column("location_text", sa.Text(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_dedupe_signatures_company_id"),
        sa.PrimaryKeyConstraint("signature_hash", name="pk_dedupe_signatures"),
    )
    op.create_index("ix_dedupe_signatures_company_id", "dedupe_signatures", ["company_id"])


def _listing_archives() -> None:
    op.create_table(
        "listing_archives",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("job_listing_id", sa.Uuid(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.Column("payload_hash", sa.Text(), nullable=False),
        sa.Column("ingest_run_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["ingest_run_id"], ["ingest_runs.id"], name="fk_listing_archives_ingest_run_id"),
        sa.ForeignKeyConstraint(["job_listing_id"], ["job_listings.id"], name="fk_listing_archives_job_listing_id"),
        sa.PrimaryKeyConstraint("id", name="pk_listing_archives"),
        sa.UniqueConstraint("job_listing_id", "payload_hash", name="uq_listing_archives_job_listing_id_payload_hash"),
    )
    op.create_index("ix_listing_archives_ingest_run_id", "listing_archives", ["ingest_run_id"])

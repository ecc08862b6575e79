"""Section 2, where listings come from: sources, boards, runs, places, companies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _job_sources()
    _ats_organizations()
    _ingest_runs()
    _locations()
    _companies()


def _job_sources() -> None:
    op.create_table(
        "job_sources",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("base_url", sa.Text(), nullable=True),
        sa.Column("credentials", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("may_aggregate", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("may_archive", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.CheckConstraint("type in ('api', 'ats')", name=op.f("ck_job_sources_type")),
        sa.PrimaryKeyConstraint("id", name="pk_job_sources"),
        sa.UniqueConstraint("code", name="uq_job_sources_code"),
    )


def _ats_organizations() -> None:
    op.create_table(
        "ats_organizations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=True),
        sa.Column("last_sync_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sync_status", sa.Text(), nullable=True),
        sa.Column("sync_error", sa.Text(), nullable=True),
        sa.Column("metadata", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name="fk_ats_organizations_job_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ats_organizations"),
        sa.UniqueConstraint("job_source_id", "slug", name="uq_ats_organizations_job_source_id_slug"),
    )


def _ingest_runs() -> None:
    op.create_table(
        "ingest_runs",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("ats_organization_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("result_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("new_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("updated_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("errors", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.CheckConstraint("status in ('running', 'success', 'partial', 'error')", name=op.f("ck_ingest_runs_status")),
        sa.ForeignKeyConstraint(
            ["ats_organization_id"], ["ats_organizations.id"], name="fk_ingest_runs_ats_organization_id"
        ),
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name="fk_ingest_runs_job_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ingest_runs"),
    )
    op.create_index(
        "ix_ingest_runs_ats_organization_id_started_at", "ingest_runs", ["ats_organization_id", "started_at"]
    )
    op.create_index("ix_ingest_runs_job_source_id_started_at", "ingest_runs", ["job_source_id", "started_at"])
    op.create_index(
        "ix_ingest_runs_running",
        "ingest_runs",
        ["ats_organization_id"],
        postgresql_where=sa.text("status = 'running'"),
    )


def _locations() -> None:
    op.create_table(
        "locations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("raw_text", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("is_remote", sa.Boolean(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_locations"),
    )
    op.create_index(
        "uq_locations_place",
        "locations",
        [
            sa.text(
                "ops.mint(VARIADIC ARRAY[COALESCE(raw_text, ''::text), COALESCE(city, ''::text), "
                "COALESCE(region, ''::text), COALESCE(country, ''::text), COALESCE(is_remote::text, ''::text)])"
            )
        ],
        unique=True,
    )


def _companies() -> None:
    op.create_table(
        "companies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("clean_name", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("size_band", sa.Text(), nullable=True),
        sa.Column("logo_url", sa.Text(), nullable=True),
        sa.Column("hq_location_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["hq_location_id"], ["locations.id"], name="fk_companies_hq_location_id"),
        sa.PrimaryKeyConstraint("id", name="pk_companies"),
        sa.UniqueConstraint("clean_name", name="uq_companies_clean_name"),
    )
    op.create_index("ix_companies_hq_location_id", "companies", ["hq_location_id"])

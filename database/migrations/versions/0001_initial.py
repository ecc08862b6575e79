"""The tables, types and indexes of the first version. SQL objects that are files (database/sql) are not here."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from database.role_names import get_role_name
from database.sql_files import apply_files

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

PIPELINE_ROLE = get_role_name("pipeline")
PIPELINE_TABLES = (
    "landing.presence",
    "landing.events",
    "landing.inbox",
    "landing.pending",
    "landing.suspected_outages",
    "staging.listings",
    "staging.event_counts",
    "staging.title_group_counts",
    "staging.company_counts",
    "staging.workplace_counts",
    "staging.skill_counts",
    "staging.listing_counts",
    "staging.counted_applications",
    "staging.counted_until",
)
# Free space on each page for the rows that the next build writes: an update within its page leaves the indexes alone.
FILL_FACTORS = {
    "job_listings": 80,
    "dedupe_signatures": 90,
    "staging.event_counts": 50,
    "staging.title_group_counts": 50,
    "staging.company_counts": 50,
    "staging.workplace_counts": 50,
    "staging.skill_counts": 50,
    "staging.listing_counts": 50,
}


def upgrade() -> None:
    """Create schemas and tables; ops itself is there already, since it holds Alembic's table."""
    op.execute("revoke create on schema public from public")
    for schema in ("landing", "staging", "marts", "dagster"):
        op.execute(f"create schema {schema} authorization {PIPELINE_ROLE}")
    # Columns and indexes are built on these.
    apply_files(op.get_bind(), "functions/mint", "functions/name_words", "functions/place_words", "functions/facets")
    _create_account_tables()
    _create_source_tables()
    _create_listing_tables()
    _create_landing_tables()
    _create_search_tables()
    _create_alert_tables()
    _create_application_tables()
    _create_analytics_tables()
    _create_applied_sql_table()
    for table in PIPELINE_TABLES:
        op.execute(f"alter table {table} owner to {PIPELINE_ROLE}")
    for table, percent in FILL_FACTORS.items():
        op.execute(f"alter table {table} set (fillfactor = {percent})")


def _create_account_tables() -> None:
    """Accounts, ways to sign in, sessions, tokens, the security log."""
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("github_id", sa.Text(), nullable=True),
        sa.Column("display_name", sa.Text(), nullable=True),
        sa.Column("avatar_url", sa.Text(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=True),
        sa.Column("email_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("github_id", name=op.f("uq_users_github_id")),
    )
    op.create_index(
        "uq_users_lower_email",
        "users",
        [sa.literal_column("lower(email)")],
        unique=True,
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "user_auth_providers",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.Enum("github", "password", name="provider_type"), nullable=False),
        sa.Column("provider_user_id", sa.Text(), nullable=False),
        sa.Column("access_token_encrypted", sa.Text(), nullable=True),
        sa.Column("refresh_token_encrypted", sa.Text(), nullable=True),
        sa.Column("scopes", postgresql.ARRAY(sa.TEXT()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_auth_providers_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_auth_providers")),
        sa.UniqueConstraint(
            "provider", "provider_user_id", name=op.f("uq_user_auth_providers_provider_provider_user_id")
        ),
    )
    op.create_index(op.f("ix_user_auth_providers_user_id"), "user_auth_providers", ["user_id"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("session_token_hash", sa.Text(), nullable=False),
        sa.Column("refresh_token_hash", sa.Text(), nullable=True),
        sa.Column("ip_address", postgresql.INET(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invalidated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("session_token_hash", name=op.f("uq_sessions_session_token_hash")),
    )
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"])
    op.create_table(
        "email_verification_tokens",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consumed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_email_verification_tokens_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_verification_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_email_verification_tokens_token_hash")),
    )
    op.create_index(op.f("ix_email_verification_tokens_user_id"), "email_verification_tokens", ["user_id"])
    op.create_table(
        "password_reset_tokens",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("consumed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_password_reset_tokens_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_reset_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_reset_tokens_token_hash")),
    )
    op.create_index(op.f("ix_password_reset_tokens_user_id"), "password_reset_tokens", ["user_id"])
    op.create_table(
        "auth_events",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=True),
        sa.Column("ip_address", postgresql.INET(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "event in ('login_success', 'login_failure', 'logout', 'password_reset', 'oauth_linked', 'email_verified', "
            "'session_revoked', 'account_deleted', 'sign_up', 'password_changed', 'email_changed', "
            "'oauth_unlinked', 'account_restored', 'data_exported', 'login_limited')",
            name=op.f("ck_auth_events_event"),
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_auth_events_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_events")),
    )
    op.create_index(op.f("ix_auth_events_user_id_occurred_at"), "auth_events", ["user_id", "occurred_at"])
    op.create_table(
        "session_uses",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_session_uses_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_uses")),
        schema="ops",
    )
    op.create_table(
        "auth_limits",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("tries", sa.Double(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key_hash", name=op.f("pk_auth_limits")),
        schema="ops",
    )
    op.create_index(op.f("ix_auth_limits_tried_at"), "auth_limits", ["tried_at"], schema="ops")
    op.create_table(
        "operators",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_operators_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_operators")),
        schema="ops",
    )
    op.create_table(
        "email_changes",
        sa.Column("token_id", sa.Uuid(), nullable=False),
        sa.Column("new_email", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"], ["email_verification_tokens.id"], name=op.f("fk_email_changes_token_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_id", name=op.f("pk_email_changes")),
        schema="ops",
    )
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
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_email_outbox_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_outbox")),
        schema="ops",
    )
    op.create_index(
        op.f("ix_email_outbox_not_before"),
        "email_outbox",
        ["not_before"],
        schema="ops",
        postgresql_where=sa.text("sent_at is null"),
    )
    op.create_index(op.f("ix_email_outbox_user_id"), "email_outbox", ["user_id"], schema="ops")


def _create_source_tables() -> None:
    """Providers, their boards and runs, and what fetching remembers."""
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_sources")),
        sa.UniqueConstraint("code", name=op.f("uq_job_sources_code")),
    )
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
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name=op.f("fk_ats_organizations_job_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ats_organizations")),
        sa.UniqueConstraint("job_source_id", "slug", name=op.f("uq_ats_organizations_job_source_id_slug")),
    )
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
            ["ats_organization_id"], ["ats_organizations.id"], name=op.f("fk_ingest_runs_ats_organization_id")
        ),
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name=op.f("fk_ingest_runs_job_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ingest_runs")),
    )
    op.create_index(
        op.f("ix_ingest_runs_ats_organization_id_started_at"), "ingest_runs", ["ats_organization_id", "started_at"]
    )
    op.create_index(op.f("ix_ingest_runs_job_source_id_started_at"), "ingest_runs", ["job_source_id", "started_at"])
    op.create_index(
        "ix_ingest_runs_running", "ingest_runs", ["ats_organization_id"], postgresql_where=sa.text("status = 'running'")
    )
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
            name=op.f("fk_http_validators_ats_organization_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_http_validators")),
        schema="ops",
    )
    op.create_index(
        op.f("ix_http_validators_ats_organization_id"), "http_validators", ["ats_organization_id"], schema="ops"
    )
    op.create_table(
        "api_budgets",
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("period_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("calls", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("period in ('minute', 'day', 'week', 'month')", name=op.f("ck_api_budgets_period")),
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name=op.f("fk_api_budgets_job_source_id")),
        sa.PrimaryKeyConstraint("job_source_id", "period", "period_start", name=op.f("pk_api_budgets")),
        schema="ops",
    )
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
            ["ats_organization_id"], ["ats_organizations.id"], name=op.f("fk_rejected_records_ats_organization_id")
        ),
        sa.ForeignKeyConstraint(["ingest_run_id"], ["ingest_runs.id"], name=op.f("fk_rejected_records_ingest_run_id")),
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name=op.f("fk_rejected_records_job_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejected_records")),
        sa.UniqueConstraint("ats_organization_id", "stage", "payload_hash", name="uq_rejected_records_once"),
        schema="ops",
    )
    op.create_index(op.f("ix_rejected_records_ingest_run_id"), "rejected_records", ["ingest_run_id"], schema="ops")
    op.create_index(op.f("ix_rejected_records_job_source_id"), "rejected_records", ["job_source_id"], schema="ops")


def _create_listing_tables() -> None:
    """Listings with company, place and tags."""
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
        sa.CheckConstraint(
            "latitude between -90 and 90 and longitude between -180 and 180", name=op.f("ck_locations_on_earth")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locations")),
    )
    op.create_index(
        "ix_locations_city_beginning",
        "locations",
        [sa.literal_column('lower("left"(city, 80))').label("beginning")],
        postgresql_ops={"beginning": "text_pattern_ops"},
    )
    op.create_index(
        "ix_locations_country_beginning",
        "locations",
        [sa.literal_column('lower("left"(country, 80))').label("beginning")],
        postgresql_ops={"beginning": "text_pattern_ops"},
    )
    op.create_index(
        "ix_locations_region_beginning",
        "locations",
        [sa.literal_column('lower("left"(region, 80))').label("beginning")],
        postgresql_ops={"beginning": "text_pattern_ops"},
    )
    op.create_index(
        "uq_locations_place",
        "locations",
        [
            sa.literal_column(
                "ops.mint(VARIADIC ARRAY[COALESCE(raw_text, ''::text), COALESCE(city, ''::text), "
                "COALESCE(region, ''::text), COALESCE(country, ''::text), COALESCE(is_remote::text, ''::text)])"
            )
        ],
        unique=True,
    )
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
        sa.ForeignKeyConstraint(["hq_location_id"], ["locations.id"], name=op.f("fk_companies_hq_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companies")),
        sa.UniqueConstraint("clean_name", name=op.f("uq_companies_clean_name")),
    )
    op.create_index(op.f("ix_companies_hq_location_id"), "companies", ["hq_location_id"])
    op.create_index(
        "ix_companies_name_beginning",
        "companies",
        [sa.literal_column('lower("left"(name, 80))').label("beginning")],
        postgresql_ops={"beginning": "text_pattern_ops"},
    )
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
        sa.CheckConstraint("(closed_at is null) = (close_reason is null)", name=op.f("ck_job_listings_closed")),
        sa.ForeignKeyConstraint(
            ["ats_organization_id"], ["ats_organizations.id"], name=op.f("fk_job_listings_ats_organization_id")
        ),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_job_listings_company_id")),
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name=op.f("fk_job_listings_job_source_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_job_listings_location_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_listings")),
        sa.UniqueConstraint("job_source_id", "ats_organization_id", "external_id", name="uq_job_listings_natural_key"),
    )
    op.create_index(op.f("ix_job_listings_ats_organization_id"), "job_listings", ["ats_organization_id"])
    op.create_index(op.f("ix_job_listings_cluster_id"), "job_listings", ["cluster_id"])
    op.create_index(op.f("ix_job_listings_company_id"), "job_listings", ["company_id"])
    op.create_index(op.f("ix_job_listings_dedupe_hash"), "job_listings", ["dedupe_hash"])
    op.create_index(op.f("ix_job_listings_ingested_at"), "job_listings", ["ingested_at"])
    op.create_index(op.f("ix_job_listings_location_id"), "job_listings", ["location_id"])
    op.create_index(
        "ix_job_listings_open_title",
        "job_listings",
        [sa.literal_column('lower("left"(title, 80))').label("beginning")],
        postgresql_ops={"beginning": "text_pattern_ops"},
        postgresql_where=sa.text("closed_at is null"),
    )
    op.create_table(
        "job_tags",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Enum("skill", "department", "category", name="job_tag_type"), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_tags")),
        sa.UniqueConstraint("name", "type", name=op.f("uq_job_tags_name_type")),
    )
    op.create_table(
        "job_listing_tags",
        sa.Column("job_listing_id", sa.Uuid(), nullable=False),
        sa.Column("job_tag_id", sa.Uuid(), nullable=False),
        sa.Column("confidence", sa.Numeric(precision=4, scale=3), nullable=False),
        sa.Column("ingest_source", sa.Text(), nullable=True),
        sa.CheckConstraint("confidence between 0 and 1", name=op.f("ck_job_listing_tags_confidence")),
        sa.ForeignKeyConstraint(
            ["job_listing_id"], ["job_listings.id"], name=op.f("fk_job_listing_tags_job_listing_id")
        ),
        sa.ForeignKeyConstraint(["job_tag_id"], ["job_tags.id"], name=op.f("fk_job_listing_tags_job_tag_id")),
        sa.PrimaryKeyConstraint("job_listing_id", "job_tag_id", name=op.f("pk_job_listing_tags")),
    )
    op.create_index(op.f("ix_job_listing_tags_job_tag_id"), "job_listing_tags", ["job_tag_id"])
    op.create_table(
        "dedupe_signatures",
        sa.Column("signature_hash", sa.Text(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("title_text", sa.Text(), nullable=True),
        sa.Column("location_text", sa.Text(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_seen_at <= last_seen_at", name=op.f("ck_dedupe_signatures_seen")),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_dedupe_signatures_company_id")),
        sa.PrimaryKeyConstraint("signature_hash", name=op.f("pk_dedupe_signatures")),
    )
    op.create_index(op.f("ix_dedupe_signatures_company_id"), "dedupe_signatures", ["company_id"])
    op.create_table(
        "listing_archives",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("job_listing_id", sa.Uuid(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payload", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.Column("payload_hash", sa.Text(), nullable=False),
        sa.Column("ingest_run_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["ingest_run_id"], ["ingest_runs.id"], name=op.f("fk_listing_archives_ingest_run_id")),
        sa.ForeignKeyConstraint(
            ["job_listing_id"], ["job_listings.id"], name=op.f("fk_listing_archives_job_listing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_archives")),
        sa.UniqueConstraint(
            "job_listing_id", "payload_hash", name=op.f("uq_listing_archives_job_listing_id_payload_hash")
        ),
    )
    op.create_index(op.f("ix_listing_archives_ingest_run_id"), "listing_archives", ["ingest_run_id"])
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
        sa.Column(
            "company_words",
            sa.Text(),
            sa.Computed("coalesce(ops.name_words(company_name), ' ')", persisted=True),
            nullable=False,
        ),
        sa.Column(
            "location_words",
            sa.Text(),
            sa.Computed("coalesce(ops.place_words(location_text), ' ')", persisted=True),
            nullable=False,
        ),
        sa.Column("language", sa.Text(), server_default=sa.text("'en'"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["job_source_id"], ["job_sources.id"], name=op.f("fk_listing_documents_job_source_id")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["job_listings.id"], name=op.f("fk_listing_documents_listing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_listing_documents")),
        schema="ops",
    )
    op.create_index(
        "ix_listing_documents_company_words",
        "listing_documents",
        [sa.literal_column("string_to_array(btrim(company_words), ' ')")],
        schema="ops",
        postgresql_using="gin",
    )
    op.create_index(
        op.f("ix_listing_documents_document"), "listing_documents", ["document"], schema="ops", postgresql_using="gin"
    )
    op.create_index(
        "ix_listing_documents_facets",
        "listing_documents",
        [sa.literal_column("ops.facets(country, workplace_type, employment_type, experience_level)")],
        schema="ops",
        postgresql_using="gin",
    )
    op.create_index(
        "ix_listing_documents_location_words",
        "listing_documents",
        [sa.literal_column("string_to_array(btrim(location_words), ' ')")],
        schema="ops",
        postgresql_using="gin",
    )
    op.create_index(
        "ix_listing_documents_newest",
        "listing_documents",
        ["posted_at", "listing_id"],
        schema="ops",
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "ix_listing_documents_open_source",
        "listing_documents",
        ["job_source_id", "currency"],
        schema="ops",
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(
        "ix_listing_documents_pay",
        "listing_documents",
        [sa.literal_column("(coalesce(salary_year_max, -1)::double precision)"), "posted_at", "listing_id"],
        schema="ops",
        postgresql_where=sa.text("is_open"),
    )
    op.create_index(op.f("ix_listing_documents_updated_at"), "listing_documents", ["updated_at"], schema="ops")
    op.create_index(op.f("ix_listing_documents_version"), "listing_documents", ["version"], schema="ops")


def _create_landing_tables() -> None:
    """What a fetch is compared with, and the versions of listings. The pipeline owns these tables."""
    op.create_table(
        "presence",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("ats_organization_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("payload_hash", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_presence")),
        sa.UniqueConstraint(
            "ats_organization_id", "external_id", name=op.f("uq_presence_ats_organization_id_external_id")
        ),
        schema="landing",
    )
    op.create_index(
        "ix_presence_open", "presence", ["ats_organization_id"], schema="landing", postgresql_where=sa.text("is_open")
    )
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        schema="landing",
    )
    op.create_index(op.f("ix_events_ingest_run_id"), "events", ["ingest_run_id"], schema="landing")
    op.create_index(op.f("ix_events_listing_id_id"), "events", ["listing_id", "id"], schema="landing")
    op.create_index(op.f("ix_events_occurred_at"), "events", ["occurred_at"], schema="landing", postgresql_using="brin")
    op.create_table(
        "inbox",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("payload_hash", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingest_run_id", sa.Uuid(), nullable=False),
        sa.Column("payload", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("listing_id", "payload_hash", name=op.f("pk_inbox")),
        schema="landing",
    )
    op.create_table(
        "pending",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_pending")),
        schema="landing",
    )
    op.create_table(
        "suspected_outages",
        sa.Column("ats_organization_id", sa.Uuid(), nullable=False),
        sa.Column("suspected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ingest_run_id", sa.Uuid(), nullable=False),
        sa.Column("open_count", sa.Integer(), nullable=False),
        sa.Column("returned_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ats_organization_id", name=op.f("pk_suspected_outages")),
        schema="landing",
    )
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
        sa.CheckConstraint(
            "latitude between -90 and 90 and longitude between -180 and 180", name=op.f("ck_listings_on_earth")
        ),
        sa.PrimaryKeyConstraint("listing_id", "payload_hash", name=op.f("pk_listings")),
        schema="staging",
    )


def _create_search_tables() -> None:
    """Saved jobs, searches, comparisons and followed companies."""
    op.create_table(
        "saved_jobs",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("job_listing_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("priority", sa.Enum("low", "med", "high", name="priority_level"), nullable=True),
        sa.ForeignKeyConstraint(["job_listing_id"], ["job_listings.id"], name=op.f("fk_saved_jobs_job_listing_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_saved_jobs_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_jobs")),
        sa.UniqueConstraint("user_id", "job_listing_id", name=op.f("uq_saved_jobs_user_id_job_listing_id")),
    )
    op.create_index(op.f("ix_saved_jobs_job_listing_id"), "saved_jobs", ["job_listing_id"])
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
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_search_history_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_history")),
    )
    op.create_index(op.f("ix_search_history_user_id_executed_at"), "search_history", ["user_id", "executed_at"])
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
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_saved_searches_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
    )
    op.create_index(op.f("ix_saved_searches_user_id"), "saved_searches", ["user_id"])
    op.create_table(
        "search_history_extras",
        sa.Column("search_history_id", sa.Uuid(), nullable=False),
        sa.Column("criteria", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_history_id"],
            ["search_history.id"],
            name=op.f("fk_search_history_extras_search_history_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("search_history_id", name=op.f("pk_search_history_extras")),
        schema="ops",
    )
    op.create_table(
        "saved_search_extras",
        sa.Column("saved_search_id", sa.Uuid(), nullable=False),
        sa.Column("criteria", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_search_id"],
            ["saved_searches.id"],
            name=op.f("fk_saved_search_extras_saved_search_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("saved_search_id", name=op.f("pk_saved_search_extras")),
        schema="ops",
    )
    op.create_table(
        "followed_companies",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_followed_companies_company_id")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_followed_companies_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "company_id", name=op.f("pk_followed_companies")),
        schema="ops",
    )
    op.create_index(op.f("ix_followed_companies_company_id"), "followed_companies", ["company_id"], schema="ops")
    op.create_table(
        "job_comparison_sets",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_job_comparison_sets_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_comparison_sets")),
    )
    op.create_index(op.f("ix_job_comparison_sets_user_id"), "job_comparison_sets", ["user_id"])
    op.create_table(
        "job_comparison_items",
        sa.Column("comparison_set_id", sa.Uuid(), nullable=False),
        sa.Column("job_listing_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["comparison_set_id"],
            ["job_comparison_sets.id"],
            name=op.f("fk_job_comparison_items_comparison_set_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["job_listing_id"], ["job_listings.id"], name=op.f("fk_job_comparison_items_job_listing_id")
        ),
        sa.PrimaryKeyConstraint("comparison_set_id", "job_listing_id", name=op.f("pk_job_comparison_items")),
    )
    op.create_index(op.f("ix_job_comparison_items_job_listing_id"), "job_comparison_items", ["job_listing_id"])


def _create_alert_tables() -> None:
    """Alerts, their schedules, matches and queue."""
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
            ["saved_search_id"], ["saved_searches.id"], name=op.f("fk_job_alerts_saved_search_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_alerts")),
    )
    op.create_index(
        op.f("ix_job_alerts_last_checked_at"), "job_alerts", ["last_checked_at"], postgresql_where=sa.text("is_active")
    )
    op.create_index(op.f("ix_job_alerts_saved_search_id"), "job_alerts", ["saved_search_id"], unique=True)
    op.create_table(
        "job_alert_runs",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("result_count", sa.Integer(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["job_alert_id"], ["job_alerts.id"], name=op.f("fk_job_alert_runs_job_alert_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_alert_runs")),
    )
    op.create_index(op.f("ix_job_alert_runs_job_alert_id_checked_at"), "job_alert_runs", ["job_alert_id", "checked_at"])
    op.create_table(
        "alert_schedules",
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.Column("hour", sa.Integer(), server_default=sa.text("8"), nullable=False),
        sa.Column("weekday", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("next_report_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("hour between 0 and 23", name=op.f("ck_alert_schedules_hour")),
        sa.CheckConstraint("weekday between 1 and 7", name=op.f("ck_alert_schedules_weekday")),
        sa.ForeignKeyConstraint(
            ["job_alert_id"], ["job_alerts.id"], name=op.f("fk_alert_schedules_job_alert_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_alert_id", name=op.f("pk_alert_schedules")),
        schema="ops",
    )
    op.create_table(
        "alert_queries",
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.Column("words", postgresql.TSQUERY(), nullable=True),
        sa.Column("without", postgresql.TSQUERY(), nullable=True),
        sa.ForeignKeyConstraint(
            ["job_alert_id"], ["job_alerts.id"], name=op.f("fk_alert_queries_job_alert_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_alert_id", name=op.f("pk_alert_queries")),
        schema="ops",
    )
    op.create_table(
        "alert_anchors",
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_alert_id"], ["job_alerts.id"], name=op.f("fk_alert_anchors_job_alert_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("anchor", "job_alert_id", name=op.f("pk_alert_anchors")),
        schema="ops",
    )
    op.create_index(op.f("ix_alert_anchors_job_alert_id"), "alert_anchors", ["job_alert_id"], schema="ops")
    op.create_table(
        "alert_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_changes")),
        schema="ops",
    )
    op.create_table(
        "alert_queue",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["job_listings.id"], name=op.f("fk_alert_queue_listing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_alert_queue")),
        schema="ops",
    )
    op.create_index(op.f("ix_alert_queue_queued_at"), "alert_queue", ["queued_at"], schema="ops")
    op.create_table(
        "alert_deliveries",
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("job_listing_id", sa.Uuid(), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("email_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["job_alert_id"], ["job_alerts.id"], name=op.f("fk_alert_deliveries_job_alert_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["job_listing_id"], ["job_listings.id"], name=op.f("fk_alert_deliveries_job_listing_id")
        ),
        sa.PrimaryKeyConstraint("job_alert_id", "cluster_id", name=op.f("pk_alert_deliveries")),
        schema="ops",
    )
    op.create_index(op.f("ix_alert_deliveries_email_id"), "alert_deliveries", ["email_id"], schema="ops")
    op.create_index(op.f("ix_alert_deliveries_job_listing_id"), "alert_deliveries", ["job_listing_id"], schema="ops")
    op.create_index(
        op.f("ix_alert_deliveries_matched_at"),
        "alert_deliveries",
        ["matched_at"],
        schema="ops",
        postgresql_where=sa.text("email_id is null"),
    )
    op.create_table(
        "earlier_documents",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("document", postgresql.TSVECTOR(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("company_words", sa.Text(), nullable=False),
        sa.Column("location_words", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("workplace_type", sa.Text(), nullable=True),
        sa.Column("employment_type", sa.Text(), nullable=True),
        sa.Column("experience_level", sa.Text(), nullable=True),
        sa.Column("salary_year_min", sa.Numeric(), nullable=True),
        sa.Column("salary_year_max", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["job_listings.id"], name=op.f("fk_earlier_documents_listing_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_earlier_documents")),
        schema="ops",
    )


def _create_application_tables() -> None:
    """Applications with stages, timeline, files, reminders, imports, keys and demo data."""
    op.create_table(
        "application_stages",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_default", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_application_stages_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_stages")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_application_stages_user_id_name")),
    )
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
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name=op.f("fk_job_applications_company_id")),
        sa.ForeignKeyConstraint(
            ["job_listing_id"], ["job_listings.id"], name=op.f("fk_job_applications_job_listing_id")
        ),
        sa.ForeignKeyConstraint(["stage_id"], ["application_stages.id"], name=op.f("fk_job_applications_stage_id")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_job_applications_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_applications")),
    )
    op.create_index(op.f("ix_job_applications_company_id"), "job_applications", ["company_id"])
    op.create_index(
        op.f("ix_job_applications_follow_up_at"),
        "job_applications",
        ["follow_up_at"],
        postgresql_where=sa.text("deleted_at is null"),
    )
    op.create_index(op.f("ix_job_applications_job_listing_id"), "job_applications", ["job_listing_id"])
    op.create_index(op.f("ix_job_applications_stage_id"), "job_applications", ["stage_id"])
    op.create_index(op.f("ix_job_applications_user_id"), "job_applications", ["user_id"])
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
            name=op.f("fk_application_events_job_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_events")),
    )
    op.create_index(
        op.f("ix_application_events_job_application_id_occurred_at"),
        "application_events",
        ["job_application_id", "occurred_at"],
    )
    op.create_table(
        "stage_statuses",
        sa.Column("stage_id", sa.Uuid(), nullable=False),
        sa.Column("status", postgresql.ENUM(name="job_application_status", create_type=False), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint("outcome in ('ghosted', 'withdrawn')", name=op.f("ck_stage_statuses_outcome")),
        sa.CheckConstraint("num_nonnulls(status, outcome) = 1", name=op.f("ck_stage_statuses_means_one_thing")),
        sa.ForeignKeyConstraint(
            ["stage_id"], ["application_stages.id"], name=op.f("fk_stage_statuses_stage_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("stage_id", name=op.f("pk_stage_statuses")),
        schema="ops",
    )
    op.create_table(
        "application_details",
        sa.Column("job_application_id", sa.Uuid(), nullable=False),
        sa.Column("referred_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["job_application_id"],
            ["job_applications.id"],
            name=op.f("fk_application_details_job_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("job_application_id", name=op.f("pk_application_details")),
        schema="ops",
    )
    op.create_table(
        "application_files",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("job_application_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_application_id"],
            ["job_applications.id"],
            name=op.f("fk_application_files_job_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_files")),
        schema="ops",
    )
    op.create_index(
        op.f("ix_application_files_job_application_id"), "application_files", ["job_application_id"], schema="ops"
    )
    op.create_table(
        "follow_up_reminders",
        sa.Column("job_application_id", sa.Uuid(), nullable=False),
        sa.Column("follow_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("email_id", sa.Uuid(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_application_id"],
            ["job_applications.id"],
            name=op.f("fk_follow_up_reminders_job_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("job_application_id", "follow_up_at", name=op.f("pk_follow_up_reminders")),
        schema="ops",
    )
    op.create_table(
        "application_imports",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("columns", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_application_imports_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_imports")),
        schema="ops",
    )
    op.create_index(op.f("ix_application_imports_user_id"), "application_imports", ["user_id"], schema="ops")
    op.create_table(
        "import_rejects",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cells", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["ops.application_imports.id"], name=op.f("fk_import_rejects_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "row_number", name=op.f("pk_import_rejects")),
        schema="ops",
    )
    op.create_table(
        "imported_rows",
        sa.Column("job_application_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["ops.application_imports.id"], name=op.f("fk_imported_rows_import_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["job_application_id"],
            ["job_applications.id"],
            name=op.f("fk_imported_rows_job_application_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("job_application_id", "row_hash", name=op.f("pk_imported_rows")),
        schema="ops",
    )
    op.create_index(op.f("ix_imported_rows_import_id"), "imported_rows", ["import_id"], schema="ops")
    op.create_index(op.f("ix_imported_rows_row_hash"), "imported_rows", ["row_hash"], schema="ops")
    op.create_table(
        "calendar_feeds",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendar_feeds_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
        schema="ops",
    )
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_api_tokens_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
        schema="ops",
    )
    op.create_index(op.f("ix_api_tokens_user_id"), "api_tokens", ["user_id"], schema="ops")
    op.create_table(
        "demo_items",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_demo_items_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "item", "item_id", name=op.f("pk_demo_items")),
        schema="ops",
    )
    op.create_table(
        "application_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_changes")),
        schema="ops",
    )


def _create_analytics_tables() -> None:
    """Metrics, the counts they are added up from, and what changed since the last build."""
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
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_analytics_snapshots_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analytics_snapshots")),
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
    op.create_table(
        "event_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("events > 0", name=op.f("ck_event_counts_events")),
        sa.PrimaryKeyConstraint("day", "job_source_id", "country", "event", name=op.f("pk_event_counts")),
        schema="staging",
    )
    op.create_table(
        "title_group_counts",
        sa.Column("title_group", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("open_change", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("open_change != 0", name=op.f("ck_title_group_counts_open_change")),
        sa.PrimaryKeyConstraint("title_group", "day", "job_source_id", name=op.f("pk_title_group_counts")),
        schema="staging",
    )
    op.create_table(
        "company_counts",
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("open_change", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("open_change != 0", name=op.f("ck_company_counts_open_change")),
        sa.PrimaryKeyConstraint("company_id", "day", "job_source_id", name=op.f("pk_company_counts")),
        schema="staging",
    )
    op.create_table(
        "workplace_counts",
        sa.Column("workplace", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("open_change", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("open_change != 0", name=op.f("ck_workplace_counts_open_change")),
        sa.PrimaryKeyConstraint("workplace", "day", "job_source_id", name=op.f("pk_workplace_counts")),
        schema="staging",
    )
    op.create_table(
        "skill_counts",
        sa.Column("skill", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("listings", sa.BigInteger(), nullable=False),
        sa.Column("open_listings", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "listings > 0 and open_listings between 0 and listings", name=op.f("ck_skill_counts_listings")
        ),
        sa.PrimaryKeyConstraint("skill", "day", "job_source_id", name=op.f("pk_skill_counts")),
        schema="staging",
    )
    op.create_table(
        "listing_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("job_source_id", sa.Uuid(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("workplace_type", sa.Text(), nullable=False),
        sa.Column("experience_level", sa.Text(), nullable=False),
        sa.Column("listings", sa.BigInteger(), nullable=False),
        sa.Column("open_listings", sa.BigInteger(), nullable=False),
        sa.Column("open_with_stated_pay", sa.BigInteger(), nullable=False),
        sa.Column("open_with_signature", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "listings > 0 and open_listings between 0 and listings", name=op.f("ck_listing_counts_listings")
        ),
        sa.PrimaryKeyConstraint(
            "day", "job_source_id", "country", "workplace_type", "experience_level", name=op.f("pk_listing_counts")
        ),
        schema="staging",
    )
    op.create_table(
        "counted_applications",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title_group", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("workplace", sa.Text(), nullable=False),
        sa.Column("may_aggregate", sa.Boolean(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("applied_on_utc", sa.Date(), nullable=False),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("interviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rejected_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_counted_applications")),
        schema="staging",
    )
    op.create_table(
        "counted_until",
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("until", name=op.f("pk_counted_until")),
        schema="staging",
    )
    op.create_table(
        "market_changes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_market_changes")),
        schema="staging",
    )


def _create_applied_sql_table() -> None:
    """Create the table that says which state of database/sql this database has."""
    op.create_table(
        "applied_sql",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_applied_sql"),
        schema="ops",
    )

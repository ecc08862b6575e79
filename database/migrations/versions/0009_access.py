"""Who may do what: ownership, grants, row-level security. tests/database/test_rights.py holds the same as a table."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PIPELINE, AUTH, APP, ANALYST = "jobledger_pipeline", "jobledger_auth", "jobledger_app", "jobledger_analyst"

PIPELINES_OWN = (
    "landing.presence", "landing.events", "landing.inbox", "landing.pending", "landing.held_losses", "staging.listings",
)  # fmt: skip
AGGREGATION = (
    "ats_organizations", "locations", "companies", "job_listings", "job_tags", "job_listing_tags", "dedupe_signatures",
    "ingest_runs", "listing_archives",
)  # fmt: skip
# All of job_sources but the credentials.
SOURCE_COLUMNS = (
    "id, code, name, type, base_url, is_active, created_at, updated_at, may_aggregate, may_archive, attribution"
)
IDENTITY = (
    "users", "user_auth_providers", "sessions", "email_verification_tokens", "password_reset_tokens",
)  # fmt: skip
WORKSPACE = (
    "saved_jobs", "search_history", "saved_searches", "job_alerts", "job_alert_runs", "job_comparison_sets",
    "job_comparison_items", "application_stages", "job_applications", "application_events",
)  # fmt: skip

# What makes a row someone's own. A parent is read under its own policy, so it is there only when it is theirs.
OWN = "user_id = (select ops.current_user_id())"
OWN_STAGE = "(stage_id is null or stage_id in (select id from application_stages))"
OWNERSHIP = {
    "saved_jobs": OWN,
    "search_history": OWN,
    "saved_searches": OWN,
    "job_alerts": "saved_search_id in (select id from saved_searches)",
    "job_alert_runs": "job_alert_id in (select id from job_alerts)",
    "job_comparison_sets": OWN,
    "job_comparison_items": "comparison_set_id in (select id from job_comparison_sets)",
    "application_stages": OWN,
    "job_applications": f"{OWN} and {OWN_STAGE}",
    "application_events": "job_application_id in (select id from job_applications)",
    "analytics_snapshots": f"user_id is null or {OWN}",
}


def upgrade() -> None:
    """Give every role its part."""
    _pipeline()
    _auth()
    _readers()
    _workspace()


def _grant(rights: str, on: str, to: str) -> None:
    op.execute(f"grant {rights} on {on} to {to}")


def _pipeline() -> None:
    """Owns landing, staging, marts; never deletes in public; of people it knows id and time zone."""
    for table in PIPELINES_OWN:
        op.execute(f"alter table {table} owner to {PIPELINE}")
    written = ("job_sources", *AGGREGATION, "analytics_snapshots", "job_alerts", "job_alert_runs")
    _grant("select, insert, update", ", ".join(written), PIPELINE)
    _grant("usage", "schema ops", PIPELINE)
    kept = "ops.http_validators, ops.api_budgets, ops.rejected_records, ops.alert_deliveries, ops.listing_documents"
    _grant("select, insert, update, delete", kept, PIPELINE)
    _grant("insert", "ops.email_outbox", PIPELINE)
    _grant("select (id, user_id, created_at, not_before, attempts, sent_at)", "ops.email_outbox", PIPELINE)
    op.execute(
        "create view ops.account_timezones as select id as user_id, timezone from users where deleted_at is null"
    )
    _grant("select", "ops.account_timezones", PIPELINE)


def _auth() -> None:
    """Identity tables only, with the security log append-only, and the mail that sign-in sends."""
    _grant("select, insert, update, delete", ", ".join(IDENTITY), AUTH)
    _grant("select, insert", "auth_events", AUTH)
    _grant("usage", "schema ops", AUTH)
    _grant("select, insert, update, delete", "ops.email_outbox", AUTH)


def _readers() -> None:
    """Aggregation tables and marts, without credentials."""
    for role in (APP, ANALYST):
        _grant("select", ", ".join(AGGREGATION), role)
        _grant(f"select ({SOURCE_COLUMNS})", "job_sources", role)
        _grant("usage", "schema marts", role)
        op.execute(f"alter default privileges for role {PIPELINE} in schema marts grant select on tables to {role}")
    _grant("usage", "schema ops, landing, staging", APP)
    _grant("select", "ops.listing_documents", APP)
    _grant("select", "landing.events, staging.listings", APP)  # a listing's history and the text of its versions


def _workspace() -> None:
    """Everyone's own rows, and the market's snapshots; the pipeline sees all rows of what it may read."""
    _grant("select, insert, update, delete", ", ".join(WORKSPACE), APP)
    _grant("select", "analytics_snapshots", APP)
    for table, condition in OWNERSHIP.items():
        op.execute(f"alter table {table} enable row level security")
        op.execute(f"create policy own_rows on {table} to {APP} using ({condition})")
    for table in ("job_alerts", "job_alert_runs", "analytics_snapshots"):
        op.execute(f"create policy pipeline_rows on {table} to {PIPELINE} using (true)")

"""What the workspace needs in ops: the rest of a search, followed companies, schedules, anchors and queue of alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

PIPELINE, AUTH, APP = "jobledger_pipeline", "jobledger_auth", "jobledger_app"
# What makes a row someone's own. A parent is read under its own policy, so it is there only when it is theirs.
OWNERSHIP = {
    "saved_search_extras": "saved_search_id in (select id from saved_searches)",
    "search_history_extras": "search_history_id in (select id from search_history)",
    "followed_companies": "user_id = (select ops.current_user_id())",
    "alert_schedules": "job_alert_id in (select id from job_alerts)",
    "alert_deliveries": "job_alert_id in (select id from job_alerts)",
}
# What matching needs of a search: what it asks for, not whose it is or what it is called.
CRITERIA = (
    "id, query, location_text, remote_flag, salary_min, salary_max, experience_level, workplace_type, employment_type,"
    " company_exclude, keyword_exclude, country, created_at, updated_at"
)


def upgrade() -> None:
    """Create the tables, then say who may do what."""
    _extras("saved_search_extras", "saved_search_id", "saved_searches")
    _extras("search_history_extras", "search_history_id", "search_history")
    _followed_companies()
    _alerts()
    _rights()


def _extras(name: str, key: str, parent: str) -> None:
    op.create_table(
        name,
        sa.Column(key, sa.Uuid(), nullable=False),
        sa.Column("criteria", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint([key], [f"{parent}.id"], name=f"fk_{name}_{key}", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(key, name=f"pk_{name}"),
        schema="ops",
    )


def _followed_companies() -> None:
    op.create_table(
        "followed_companies",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["companies.id"], name="fk_followed_companies_company_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_followed_companies_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "company_id", name="pk_followed_companies"),
        schema="ops",
    )
    op.create_index("ix_followed_companies_company_id", "followed_companies", ["company_id"], schema="ops")


def _alerts() -> None:
    op.create_table(
        "alert_schedules",
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.Column("hour", sa.Integer(), server_default=sa.text("8"), nullable=False),
        sa.Column("weekday", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("next_report_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("hour between 0 and 23", name=op.f("ck_alert_schedules_hour")),
        sa.CheckConstraint("weekday between 1 and 7", name=op.f("ck_alert_schedules_weekday")),
        sa.ForeignKeyConstraint(
            ["job_alert_id"], ["job_alerts.id"], name="fk_alert_schedules_job_alert_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("job_alert_id", name="pk_alert_schedules"),
        schema="ops",
    )
    op.create_table(
        "alert_anchors",
        sa.Column("anchor", sa.Text(), nullable=False),
        sa.Column("job_alert_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_alert_id"], ["job_alerts.id"], name="fk_alert_anchors_job_alert_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("anchor", "job_alert_id", name="pk_alert_anchors"),
        schema="ops",
    )
    op.create_index("ix_alert_anchors_job_alert_id", "alert_anchors", ["job_alert_id"], schema="ops")
    op.create_table(
        "alert_queue",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["job_listings.id"], name="fk_alert_queue_listing_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", name="pk_alert_queue"),
        schema="ops",
    )
    op.create_index("ix_alert_queue_queued_at", "alert_queue", ["queued_at"], schema="ops")
    op.add_column("alert_deliveries", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True), schema="ops")
    op.add_column("alert_deliveries", sa.Column("email_id", sa.Uuid(), nullable=True), schema="ops")
    op.create_foreign_key(
        "fk_alert_deliveries_email_id",
        "alert_deliveries",
        "email_outbox",
        ["email_id"],
        ["id"],
        source_schema="ops",
        referent_schema="ops",
        ondelete="SET NULL",
    )
    op.create_index("ix_alert_deliveries_email_id", "alert_deliveries", ["email_id"], schema="ops")
    op.create_index(
        "ix_alert_deliveries_matched_at",
        "alert_deliveries",
        ["matched_at"],
        schema="ops",
        postgresql_where=sa.text("email_id is null"),
    )


def _rights() -> None:
    """People own what is theirs; the pipeline matches what is asked for without knowing who asks."""
    written = "ops.saved_search_extras, ops.search_history_extras, ops.followed_companies, ops.alert_schedules"
    op.execute(f"grant select, insert, update, delete on {written} to {APP}")
    op.execute(f"grant select on ops.alert_deliveries to {APP}")
    for table, condition in OWNERSHIP.items():
        op.execute(f"alter table ops.{table} enable row level security")
        op.execute(f"create policy own_rows on ops.{table} to {APP} using ({condition})")
    for table in ("saved_search_extras", "alert_schedules", "alert_deliveries"):
        op.execute(f"create policy pipeline_rows on ops.{table} to {PIPELINE} using (true)")
    op.execute(f"grant select ({CRITERIA}) on saved_searches to {PIPELINE}")
    op.execute(f"create policy pipeline_rows on saved_searches for select to {PIPELINE} using (true)")
    op.execute(f"grant select on ops.saved_search_extras to {PIPELINE}")
    op.execute(f"grant select, insert, update, delete on ops.alert_anchors, ops.alert_queue to {PIPELINE}")
    op.execute(f"grant select, insert, update on ops.alert_schedules to {PIPELINE}")
    # Unsubscribing by a letter's link needs no sign-in.
    op.execute(f"grant select (id, saved_search_id, is_active), update (is_active, updated_at) on job_alerts to {AUTH}")
    op.execute(f"create policy door_rows on job_alerts to {AUTH} using (true)")
    # Alerts are addressed by account; the address itself only the sender reads.
    op.execute(
        "create view ops.alert_accounts as select a.id as job_alert_id, s.user_id, u.timezone"
        " from job_alerts as a join saved_searches as s on s.id = a.saved_search_id"
        " join users as u on u.id = s.user_id where u.deleted_at is null and u.email_verified_at is not null"
    )
    op.execute(f"grant select on ops.alert_accounts to {PIPELINE}")

"""What applications need in ops: what a stage means, files, reminders, imports, the calendar, keys, practice rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

PIPELINE, AUTH, APP = "jobledger_pipeline", "jobledger_auth", "jobledger_app"
OWN = "user_id = (select ops.current_user_id())"
OF_AN_APPLICATION = "job_application_id in (select id from job_applications)"
OF_AN_IMPORT = "import_id in (select id from ops.application_imports)"
# What makes a row someone's own. A parent is read under its own policy, so it is there only when it is theirs.
OWNERSHIP = {
    "stage_statuses": "stage_id in (select id from application_stages)",
    "application_files": OF_AN_APPLICATION,
    "follow_up_reminders": OF_AN_APPLICATION,
    "application_imports": OWN,
    "import_rejects": OF_AN_IMPORT,
    "imported_rows": f"{OF_AN_IMPORT} and {OF_AN_APPLICATION}",
    "calendar_feeds": OWN,
    "api_tokens": OWN,
    "practice_items": OWN,
}
# What counting needs of an application; notes, addresses and texts stay with the person.
FACTS = """
create view ops.application_facts as
select a.id as application_id, a.user_id, coalesce(u.timezone, 'UTC') as timezone, a.status, a.applied_at,
    a.response_at, s.first_interview_at, s.first_offer_at, a.job_listing_id,
    coalesce(a.listing_snapshot ->> 'title', l.title) as title,
    coalesce(a.listing_snapshot ->> 'company', c.name) as company,
    coalesce(a.listing_snapshot ->> 'workplace_type', l.workplace_type) as workplace_type,
    coalesce(j.code, a.source) as source, a.created_at, a.updated_at
from job_applications as a
join users as u on u.id = a.user_id and u.deleted_at is null
left join job_listings as l on l.id = a.job_listing_id
left join job_sources as j on j.id = l.job_source_id
left join companies as c on c.id = coalesce(a.company_id, l.company_id)
left join lateral (
    select min(e.occurred_at) filter (where e.event_type = 'interview') as first_interview_at,
        min(e.occurred_at) filter (where e.event_type = 'offer') as first_offer_at
    from application_events as e
    where e.job_application_id = a.id
) as s on true
where a.deleted_at is null
"""
# Follow-ups nobody was reminded of yet. Only a confirmed address is written to.
DUE = """
create view ops.due_follow_ups as
select a.id as job_application_id, a.user_id, u.timezone, a.follow_up_at,
    coalesce(a.listing_snapshot ->> 'title', l.title) as title,
    coalesce(a.listing_snapshot ->> 'company', c.name) as company
from job_applications as a
join users as u on u.id = a.user_id and u.deleted_at is null and u.email_verified_at is not null
left join job_listings as l on l.id = a.job_listing_id
left join companies as c on c.id = coalesce(a.company_id, l.company_id)
where a.deleted_at is null and a.follow_up_at is not null and not exists (
    select from ops.follow_up_reminders as r where r.job_application_id = a.id and r.follow_up_at = a.follow_up_at
)
"""


def upgrade() -> None:
    """Create the tables, then say who may do what."""
    _stages_and_files()
    _imports()
    _keys()
    _rights()


def _key() -> sa.Column[Any]:
    return sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False)


def _stamp(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)


def _table(name: str, key: list[str], *parts: sa.Column[Any] | sa.Constraint) -> None:
    op.create_table(name, *parts, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"), schema="ops")


def _foreign(name: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_{name}_{column}", ondelete="CASCADE")


def _stages_and_files() -> None:
    status = postgresql.ENUM(name="job_application_status", create_type=False)
    _table(
        "stage_statuses",
        ["stage_id"],
        sa.Column("stage_id", sa.Uuid(), nullable=False),
        sa.Column("status", status, nullable=False),
        _foreign("stage_statuses", "stage_id", "application_stages"),
    )
    _table(
        "application_files",
        ["id"],
        _key(),
        sa.Column("job_application_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        _stamp("created_at"),
        _foreign("application_files", "job_application_id", "job_applications"),
    )
    op.create_index(
        "ix_application_files_job_application_id", "application_files", ["job_application_id"], schema="ops"
    )
    _table(
        "follow_up_reminders",
        ["job_application_id", "follow_up_at"],
        sa.Column("job_application_id", sa.Uuid(), nullable=False),
        sa.Column("follow_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("email_id", sa.Uuid(), nullable=False),
        _stamp("queued_at"),
        _foreign("follow_up_reminders", "job_application_id", "job_applications"),
    )
    op.create_index(
        "ix_job_applications_follow_up_at",
        "job_applications",
        ["follow_up_at"],
        postgresql_where=sa.text("deleted_at is null"),
    )


def _imports() -> None:
    _table(
        "application_imports",
        ["id"],
        _key(),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("columns", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        _stamp("created_at"),
        _foreign("application_imports", "user_id", "users"),
    )
    op.create_index("ix_application_imports_user_id", "application_imports", ["user_id"], schema="ops")
    _table(
        "import_rejects",
        ["import_id", "row_number"],
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("cells", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["ops.application_imports.id"], name="fk_import_rejects_import_id", ondelete="CASCADE"
        ),
    )
    _table(
        "imported_rows",
        ["job_application_id", "row_hash"],
        sa.Column("job_application_id", sa.Uuid(), nullable=False),
        sa.Column("row_hash", sa.Text(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        _foreign("imported_rows", "job_application_id", "job_applications"),
        sa.ForeignKeyConstraint(
            ["import_id"], ["ops.application_imports.id"], name="fk_imported_rows_import_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_imported_rows_row_hash", "imported_rows", ["row_hash"], schema="ops")
    op.create_index("ix_imported_rows_import_id", "imported_rows", ["import_id"], schema="ops")


def _keys() -> None:
    _table(
        "calendar_feeds",
        ["user_id"],
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        _stamp("created_at"),
        _foreign("calendar_feeds", "user_id", "users"),
        sa.UniqueConstraint("token_hash", name="uq_calendar_feeds_token_hash"),
    )
    _table(
        "api_tokens",
        ["id"],
        _key(),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        _stamp("created_at"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        _foreign("api_tokens", "user_id", "users"),
        sa.UniqueConstraint("token_hash", name="uq_api_tokens_token_hash"),
    )
    op.create_index("ix_api_tokens_user_id", "api_tokens", ["user_id"], schema="ops")
    _table(
        "practice_items",
        ["user_id", "item", "item_id"],
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        _foreign("practice_items", "user_id", "users"),
    )


def _rights() -> None:
    """People own what is theirs. The pipeline counts and reminds; the door knows whose a key is, and nothing more."""
    for table, condition in OWNERSHIP.items():
        rights = "select" if table == "follow_up_reminders" else "select, insert, update, delete"
        op.execute(f"grant {rights} on ops.{table} to {APP}")
        op.execute(f"alter table ops.{table} enable row level security")
        op.execute(f"create policy own_rows on ops.{table} to {APP} using ({condition})")
    op.execute(FACTS)
    op.execute(DUE)
    op.execute(f"grant select on ops.application_facts, ops.due_follow_ups to {PIPELINE}")
    op.execute(f"grant select, insert on ops.follow_up_reminders to {PIPELINE}")
    op.execute(f"create policy pipeline_rows on ops.follow_up_reminders to {PIPELINE} using (true)")
    op.execute(f"grant select (user_id, token_hash) on ops.calendar_feeds to {AUTH}")
    op.execute(f"create policy door_rows on ops.calendar_feeds for select to {AUTH} using (true)")
    op.execute(f"grant select, update (last_used_at) on ops.api_tokens to {AUTH}")
    op.execute(f"create policy door_rows on ops.api_tokens to {AUTH} using (true)")

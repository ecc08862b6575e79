"""What sign-in needs beside section 1: use of sessions, limits, operators, changes of address, more security events."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

AUTH, APP = "jobledger_auth", "jobledger_app"
EVENTS = (
    "login_success", "login_failure", "password_reset", "oauth_linked", "logout", "email_verified", "session_revoked",
    "account_deleted", "sign_up", "password_changed", "email_changed", "oauth_unlinked", "account_restored",
    "data_exported", "login_limited",
)  # fmt: skip
# What an operator may see through the app; for everyone else these are empty.
SEEN_BY_OPERATORS = {
    "operator_budgets": "select job_source_id, period, period_start, calls from ops.api_budgets",
    "operator_rejected": (
        "select id, job_source_id, ats_organization_id, ingest_run_id, stage, external_id, payload, reason, rejected_at"
        " from ops.rejected_records"
    ),
    "operator_outbox": "select id, created_at, not_before, attempts, sent_at, last_error from ops.email_outbox",
}

PAUSE = """
create function ops.set_source_active(source_id uuid, active boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
    if not ops.is_operator() then
        raise insufficient_privilege using message = 'only an operator may pause or resume a source';
    end if;
    update public.job_sources set is_active = active, updated_at = now() where id = source_id;
    if not found then
        raise no_data_found using message = 'there is no such source';
    end if;
end
$$
"""


def upgrade() -> None:
    """Create the tables, then say who may do what."""
    _tables()
    _events()
    _rights()
    _operators()


def _tables() -> None:
    op.create_table(
        "session_uses",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_session_uses_session_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("session_id", name="pk_session_uses"),
        schema="ops",
    )
    op.create_table(
        "auth_limits",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("key_hash", sa.Text(), nullable=False),
        sa.Column("tries", sa.Float(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key_hash", name="pk_auth_limits"),
        schema="ops",
    )
    op.create_index("ix_auth_limits_tried_at", "auth_limits", ["tried_at"], schema="ops")
    op.create_table(
        "operators",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_operators_user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name="pk_operators"),
        schema="ops",
    )
    op.create_table(
        "email_changes",
        sa.Column("token_id", sa.Uuid(), nullable=False),
        sa.Column("new_email", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["token_id"], ["email_verification_tokens.id"], name="fk_email_changes_token_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_id", name="pk_email_changes"),
        schema="ops",
    )


def _events() -> None:
    op.drop_constraint(op.f("ck_auth_events_event"), "auth_events")
    allowed = ", ".join(repr(event) for event in EVENTS)
    op.create_check_constraint(op.f("ck_auth_events_event"), "auth_events", f"event in ({allowed})")


def _rights() -> None:
    kept = "ops.session_uses, ops.auth_limits, ops.operators, ops.email_changes"
    op.execute(f"grant select, insert, update, delete on {kept} to {AUTH}")


def _operators() -> None:
    """The app asks through functions and views of the owner's, which look at who is signed in themselves."""
    op.execute(
        "create function ops.is_operator() returns boolean language sql stable security definer set search_path = ''"
        " as 'select exists (select from ops.operators where user_id = ops.current_user_id())'"
    )
    op.execute("revoke all on function ops.is_operator() from public")
    op.execute(f"grant execute on function ops.is_operator() to {APP}")
    for view, query in SEEN_BY_OPERATORS.items():
        op.execute(f"create view ops.{view} with (security_barrier) as {query} where (select ops.is_operator())")
        op.execute(f"grant select on ops.{view} to {APP}")
    op.execute(PAUSE)
    op.execute("revoke all on function ops.set_source_active(uuid, boolean) from public")
    op.execute(f"grant execute on function ops.set_source_active(uuid, boolean) to {APP}")

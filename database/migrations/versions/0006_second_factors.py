"""Create what proves who signs in besides a password: authenticator apps, recovery codes, recent confirmations.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, and let the security log take their events."""
    op.add_column("session_uses", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True), schema="ops")
    op.create_table(
        "totp_secrets",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("secret_encrypted", sa.Text(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_totp_secrets_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_totp_secrets")),
        schema="ops",
    )
    op.create_table(
        "recovery_codes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_recovery_codes_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "code_hash", name=op.f("pk_recovery_codes")),
        schema="ops",
    )
    op.drop_constraint(op.f("ck_auth_events_event"), "auth_events", type_="check")
    op.create_check_constraint(
        op.f("ck_auth_events_event"),
        "auth_events",
        "event in ('login_success', 'login_failure', 'logout', 'password_reset', 'oauth_linked', 'email_verified', "
        "'session_revoked', 'account_deleted', 'sign_up', 'password_changed', 'email_changed', 'oauth_unlinked', "
        "'account_restored', 'data_exported', 'login_limited', 'totp_enabled', 'totp_disabled', "
        "'recovery_codes_created', 'recovery_code_used')",
    )

"""Create the passkeys of accounts.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table, and let the security log take its events."""
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_passkeys_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
        schema="ops",
    )
    op.create_index(op.f("ix_passkeys_user_id"), "passkeys", ["user_id"], schema="ops")
    op.drop_constraint(op.f("ck_auth_events_event"), "auth_events", type_="check")
    op.create_check_constraint(
        op.f("ck_auth_events_event"),
        "auth_events",
        "event in ('login_success', 'login_failure', 'logout', 'password_reset', 'oauth_linked', 'email_verified', "
        "'session_revoked', 'account_deleted', 'sign_up', 'password_changed', 'email_changed', 'oauth_unlinked', "
        "'account_restored', 'data_exported', 'login_limited', 'totp_enabled', 'totp_disabled', "
        "'recovery_codes_created', 'recovery_code_used', 'passkey_added', 'passkey_removed')",
    )

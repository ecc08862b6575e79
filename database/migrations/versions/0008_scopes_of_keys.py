"""Give API keys the lists they may read, and calendar addresses the time of their last use.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let existing keys read every list that there is, and the security log take the events of keys."""
    every_list = sa.text("'{alerts,applications,events,saved-jobs,searches}'")
    op.add_column(
        "api_tokens", sa.Column("scopes", sa.ARRAY(sa.Text()), server_default=every_list, nullable=False), schema="ops"
    )
    op.alter_column("api_tokens", "scopes", server_default=None, schema="ops")
    op.add_column("calendar_feeds", sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True), schema="ops")
    # Addresses had no time of use, so that each counts as used now.
    op.execute("update ops.calendar_feeds set last_used_at = now()")
    op.drop_constraint(op.f("ck_auth_events_event"), "auth_events", type_="check")
    op.create_check_constraint(
        op.f("ck_auth_events_event"),
        "auth_events",
        "event in ('login_success', 'login_failure', 'logout', 'password_reset', 'oauth_linked', 'email_verified', "
        "'session_revoked', 'account_deleted', 'sign_up', 'password_changed', 'email_changed', 'oauth_unlinked', "
        "'account_restored', 'data_exported', 'login_limited', 'totp_enabled', 'totp_disabled', "
        "'recovery_codes_created', 'recovery_code_used', 'passkey_added', 'passkey_removed', 'api_key_created', "
        "'api_key_revoked', 'calendar_address_created', 'calendar_address_removed')",
    )

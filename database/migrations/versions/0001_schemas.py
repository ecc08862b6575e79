"""The schemas, and the two functions everything else builds on: ops.mint and ops.current_user_id."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The twin of database.identity.mint: SHA-256 over the namespace and the parts, with the marks of a UUID of version 8.
_MINT = """
create function ops.mint(variadic parts text[]) returns uuid
language sql immutable strict parallel safe
begin atomic
    select encode(
        set_byte(set_byte(digest, 6, get_byte(digest, 6) & 15 | 128), 8, get_byte(digest, 8) & 63 | 128), 'hex'
    )::uuid
    from (
        select substring(
            sha256('\\x6b0e8f5c9d4b5c1e8a572f8c3d1e7a90' || convert_to(array_to_string(parts, E'\\x1f'), 'UTF8'))
            from 1 for 16
        ) as digest
    ) as hashed
    where array_position(parts, null) is null;
end
"""

# A setting that was set in an earlier transaction is an empty text afterwards, not null.
_CURRENT_USER_ID = """
create function ops.current_user_id() returns uuid
language sql stable parallel safe
return nullif(current_setting('jobledger.user_id', true), '')::uuid
"""


def upgrade() -> None:
    """Create schemas and functions; ops itself is there already, since it holds Alembic's own table."""
    op.execute("revoke create on schema public from public")
    for schema in ("landing", "staging", "marts", "dagster"):
        op.execute(f"create schema {schema} authorization jobledger_pipeline")
    op.execute(_MINT)
    op.execute("comment on function ops.mint is 'The id named by these parts; null when a part is null.'")
    op.execute(_CURRENT_USER_ID)
    op.execute("comment on function ops.current_user_id is 'The account whose rows this transaction may see.'")

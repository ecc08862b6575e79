"""What an index can tell of the words of a search: the wanted ones, wherever they stand."""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two functions that loosen a search; whatever the search finds, they do."""
    # PostgreSQL writes the words of a query in quotes; a phrase is <-> or <n> between them.
    op.execute(r"""
        create function ops.in_any_order(query tsquery) returns tsquery
        language sql immutable strict parallel safe as $$
            select regexp_replace(query::text, '<(-|\d+)>', '&', 'g')::tsquery
        $$
    """)
    # A branch that only leaves words out is found anywhere: then there is nothing to look for.
    op.execute("""
        create function ops.wanted_query(keywords text) returns tsquery
        language sql immutable strict parallel safe as $$
            select case when bool_and(found is not null) then ops.any_of(found order by branch) else '' end
            from (
                select branch, ops.all_of(found order by term) filter (where not is_unwanted) as found
                from (
                    select branch, term, is_unwanted, ops.any_of(words order by language) as found
                    from ops.search_readings(keywords, '')
                    group by branch, term, is_unwanted
                ) as terms
                group by branch
            ) as branches
        $$
    """)

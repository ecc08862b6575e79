"""Define our own asset checks: one query each, counting the rows that are wrong. dbt's tests become checks by
themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import dagster as dg
import psycopg

from database.engine import libpq_url


@dataclass(frozen=True, slots=True)
class AssetCheck:
    """An asset check. `count_wrong_sql` is SQL that returns one number, the rows that violate what `description`
    states.
    """

    name: str
    description: str
    count_wrong_sql: str
    severity: dg.AssetCheckSeverity

    def build_spec(self, key: dg.AssetKey) -> dg.AssetCheckSpec:
        """Return the check's declaration on `key`."""
        return dg.AssetCheckSpec(self.name, asset=key, description=self.description)

    def run(self) -> dg.AssetCheckResult:
        """Run the query as the pipeline role and return the check's result."""
        with psycopg.connect(libpq_url("pipeline")) as connection:
            row = connection.execute(self.count_wrong_sql.encode()).fetchone()
        wrong_count = int(row[0]) if row else 0
        return dg.AssetCheckResult(
            check_name=self.name,
            passed=wrong_count == 0,
            severity=self.severity,
            metadata={"wrong": dg.MetadataValue.int(wrong_count)},
        )


SHOWN_AS_OPEN_CHECK = AssetCheck(
    "shown_as_open_only_if_open",
    "A search document says open exactly where its listing is open.",
    """
    select count(*)
    from ops.listing_documents as d
    join public.job_listings as l on l.id = d.listing_id
    where d.is_open <> (l.closed_at is null)
    """,
    dg.AssetCheckSeverity.ERROR,
)

# A warning: listings landed during the build are correctly pending, and so are those that could not be parsed.
NOTHING_PENDING_CHECK = AssetCheck(
    "nothing_pending",
    "After a build no landed listing waits for one.",
    "select count(*) from landing.pending",
    dg.AssetCheckSeverity.WARN,
)

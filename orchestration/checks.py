"""Our own asset checks: one query each, giving a count of what is wrong. dbt's tests become checks by themselves."""

from __future__ import annotations

from dataclasses import dataclass

import dagster as dg
import psycopg

from database.engine import libpq


@dataclass(frozen=True, slots=True)
class Check:
    """`count_wrong` is SQL that returns one number, the rows that break what `description` states."""

    name: str
    description: str
    count_wrong: str
    severity: dg.AssetCheckSeverity

    def spec(self, key: dg.AssetKey) -> dg.AssetCheckSpec:
        """The check's declaration on `key`."""
        return dg.AssetCheckSpec(self.name, asset=key, description=self.description)

    def result(self) -> dg.AssetCheckResult:
        """Ask the database, as the pipeline role."""
        with psycopg.connect(libpq("pipeline")) as connection:
            row = connection.execute(self.count_wrong.encode()).fetchone()
        wrong = int(row[0]) if row else 0
        return dg.AssetCheckResult(
            check_name=self.name,
            passed=wrong == 0,
            severity=self.severity,
            metadata={"wrong": dg.MetadataValue.int(wrong)},
        )


SHOWN_AS_OPEN = Check(
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

# A warning: what a provider landed while the build ran is rightly still pending, and so is what could not be parsed.
NOTHING_PENDING = Check(
    "nothing_pending",
    "After a build no landed listing waits for one.",
    "select count(*) from landing.pending",
    dg.AssetCheckSeverity.WARN,
)

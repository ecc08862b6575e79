"""Run the alerts: match the queued listings, write the emails that are due, and log the alerts without a match."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from app.alerts import matcher, reports
from app.alerts.worktables import exclusive_session
from database.clock import now

# An alert without a match gets one run a day. A check without a run had no match either.
QUIET_RUN_INTERVAL = timedelta(days=1)

_LOG_QUIET_RUNS = text("""
with quiet as (
    update job_alerts as a set last_checked_at = :now, new_jobs_count = 0
    from ops.alert_accounts as c
    where c.job_alert_id = a.id and a.is_active and (a.last_checked_at <= :before or a.last_checked_at is null)
    returning a.id
)
insert into job_alert_runs (job_alert_id, checked_at, result_count) select id, :now, 0 from quiet
returning job_alert_id
""")


@dataclass(frozen=True, slots=True)
class AlertCounts:
    """The numbers of a run: listings matched, pairs of alert and listing compared, new deliveries, emails written,
    emails that could not be written, and alerts logged without a match.
    """

    listings: int = 0
    candidates: int = 0
    new: int = 0
    emails: int = 0
    failed: int = 0
    quiet: int = 0


def run_alerts() -> AlertCounts:
    """Match and report batch by batch, each in its own transaction. Sending the emails is the outbox's task.

    Raises sqlalchemy.exc.OperationalError without a database; the batches committed before that stay.
    """
    listings, candidates, new = _match()
    emails, failed = _report()
    with exclusive_session() as session:
        moment = now()
        values = {"now": moment, "before": moment - QUIET_RUN_INTERVAL}
        quiet = len(session.execute(_LOG_QUIET_RUNS, values).all())
    return AlertCounts(listings, candidates, new, emails, failed, quiet)


def _match() -> tuple[int, int, int]:
    listings = candidates = new = 0
    while True:
        with exclusive_session() as session:
            batch = matcher.match_batch(session, now())
        listings, candidates, new = listings + batch.listings, candidates + batch.candidates, new + batch.new
        if batch.listings < matcher.BATCH:
            return listings, candidates, new


def _report() -> tuple[int, int]:
    emails, failed = 0, tuple[UUID, ...]()
    while True:
        with exclusive_session() as session:
            batch = reports.write_reports(session, now(), failed)
        emails, failed = emails + batch.emails, failed + batch.failed
        if not batch.emails and not batch.failed:
            return emails, len(failed)

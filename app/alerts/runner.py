"""One pass of the alerts: match what is queued, write the letters that are due, note who was looked at in vain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from app.alerts import matcher, reports
from app.alerts.worktables import exclusive_session
from database.clock import now

# An alert that finds nothing has a run a day; all its other checks found nothing either, or there would be a row.
QUIET_RUN_EVERY = timedelta(days=1)

_QUIET = text("""
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
class Checked:
    """What a pass came to: listings matched, pairs of alert and listing looked at, those that were news to someone,
    letters written, letters that could not be, and alerts noted as checked in vain.
    """

    listings: int = 0
    candidates: int = 0
    new: int = 0
    letters: int = 0
    failed: int = 0
    quiet: int = 0


def check() -> Checked:
    """Do all there is to do, batch by batch, each in a transaction of its own. Sending is the outbox's.

    Raises sqlalchemy.exc.OperationalError without a database; what was committed by then stays done.
    """
    listings, candidates, new = _match()
    letters, failed = _report()
    with exclusive_session() as session:
        moment = now()
        quiet = len(session.execute(_QUIET, {"now": moment, "before": moment - QUIET_RUN_EVERY}).all())
    return Checked(listings, candidates, new, letters, failed, quiet)


def _match() -> tuple[int, int, int]:
    listings = candidates = new = 0
    while True:
        with exclusive_session() as session:
            done = matcher.match_batch(session, now())
        listings, candidates, new = listings + done.listings, candidates + done.candidates, new + done.new
        if done.listings < matcher.BATCH:
            return listings, candidates, new


def _report() -> tuple[int, int]:
    letters, failed = 0, tuple[UUID, ...]()
    while True:
        with exclusive_session() as session:
            done = reports.report(session, now(), failed)
        letters, failed = letters + done.letters, failed + done.failed
        if not done.letters and not done.failed:
            return letters, len(failed)

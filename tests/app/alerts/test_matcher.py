"""Alerts match what a search finds, once per cluster, from their creation on, and only while they are active."""

from __future__ import annotations

from uuid import UUID

from app.alerts import matcher
from app.alerts.matcher import BatchResult
from app.alerts.worktables import exclusive_session
from app.search.criteria import Criteria
from tests.app.alerts.people import alert, person
from tests.app.ledger import NOW, Ledger
from tests.app.search.test_matching import CASES, JOBS, market

__all__ = ["market"]


def match() -> BatchResult:
    with exclusive_session() as session:
        return matcher.match_batch(session, NOW)


def list_deliveries(ledger: Ledger) -> set[tuple[UUID, UUID]]:
    rows = ledger.connection.execute("select job_alert_id, job_listing_id from ops.alert_deliveries").fetchall()
    return {(alert_id, listing_id) for alert_id, listing_id in rows}


def keys(ledger: Ledger, alert_id: UUID) -> set[str]:
    titles = {job.title: name for name, job in JOBS.items()}
    rows = ledger.connection.execute(
        "select l.title from ops.alert_deliveries as d join job_listings as l on l.id = d.job_listing_id"
        " where d.job_alert_id = %s",
        [alert_id],
    ).fetchall()
    return {titles[title] for (title,) in rows}


def test_alerts_find_what_searches_find(market: Ledger) -> None:
    owner = market.connection
    ada = person(owner)
    alerts = {alert(owner, ada, Criteria(**fields)): (fields, expected) for fields, expected in CASES}
    owner.commit()
    batch = match()
    assert batch.listings == len(JOBS)
    wrong = {str(fields): (keys(market, alert_id), expected) for alert_id, (fields, expected) in alerts.items()
             if keys(market, alert_id) != expected}  # fmt: skip
    assert wrong == {}
    assert batch.new == sum(len(expected) for _, expected in CASES)
    assert match() == BatchResult()

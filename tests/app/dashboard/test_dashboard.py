"""Tests of the metrics that the dashboard shows everyone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from app.dashboard import queries
from app.dashboard.queries import MarketMetrics, SourceFreshness
from tests.app.ledger import NOW, Job, Key, Ledger, Version

OLD, NEW = NOW - timedelta(days=30), NOW - timedelta(days=2)


def test_metrics_latest_openings_and_freshness(ledger: Ledger, session: Session) -> None:
    ledger.board("greenhouse", "late", synced=NOW - timedelta(days=3), status="failed")
    ledger.board("greenhouse", "never", synced=None, status="failed")
    jobs = {
        "a": (OLD, Job(posted_days_ago=30)),
        "b": (NEW, Job(title="Chef", posted_days_ago=2)),
        "c": (NEW, Job(company="Globex", posted_days_ago=1)),
        "d": (NEW, Job(company=None, posted_days_ago=3)),
    }
    ids = {
        name: ledger.listing(Key("greenhouse", "northwind", name), Version(at, job)) for name, (at, job) in jobs.items()
    }
    ledger.listing(Key("greenhouse", "northwind", "gone"), Version(NEW, replace(Job(), company="Shut")), closed=NOW)
    ledger.commit()
    assert queries.count_market(session, NOW) == MarketMetrics(open_jobs=4, companies=2, new_listings=4)
    assert [card.id for card in queries.list_latest(session)] == [ids["c"], ids["b"], ids["d"]]
    adzuna, greenhouse = queries.list_source_freshness(session)
    assert (adzuna.code, adzuna.boards, adzuna.open_jobs) == ("adzuna", 1, 0)
    assert greenhouse == SourceFreshness(
        code="greenhouse",
        name="Greenhouse",
        boards=3,
        failing=2,
        newest=NOW,
        oldest=NOW - timedelta(days=3),
        open_jobs=4,
    )


def test_an_empty_ledger_counts_nothing(ledger: Ledger, session: Session) -> None:
    assert queries.count_market(session, NOW) == MarketMetrics(0, 0, 0)
    assert queries.list_latest(session) == ()

"""The refresh of search documents queues each listing that opened or changed and is open, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.alerts import runner
from ingestion.search_documents import refresh_documents
from tests.app.alerts.test_reports import land, rows
from tests.app.ledger import NOW, Job, Key, Ledger, Version


def queued(ledger: Ledger) -> list[datetime]:
    return [seen_at for (seen_at,) in rows(ledger, "select seen_at from ops.alert_queue order by 1")]


def refresh(ledger: Ledger) -> None:
    rows(
        ledger,
        "insert into landing.pending (listing_id) select id from job_listings on conflict do nothing returning 1",
    )
    refresh_documents()
    rows(ledger, "delete from landing.pending returning 1")


def test_what_opens_is_queued_as_of_its_landing(ledger: Ledger) -> None:
    land(ledger, "one", NOW - timedelta(hours=3))
    ledger.listing(Key("greenhouse", "northwind", "gone"), Version(NOW, Job()), closed=NOW)
    ledger.commit()
    assert queued(ledger) == [NOW - timedelta(hours=3)]


def test_a_better_parsers_reading_is_no_news(ledger: Ledger) -> None:
    land(ledger, "one")
    runner.run_alerts()
    rows(ledger, "update job_listings set title = 'Read better' returning 1")
    refresh(ledger)
    assert queued(ledger) == []


def test_a_change_and_a_reopening_are_news_and_a_closing_is_not(ledger: Ledger) -> None:
    land(ledger, "one")
    runner.run_alerts()
    for hours, closed in ((1, None), (2, NOW), (3, None)):
        rows(
            ledger,
            "update job_listings set closed_at = %s, close_reason = %s, updated_at = %s returning 1",
            closed,
            "absent" if closed else None,
            NOW + timedelta(hours=hours),
        )
        refresh(ledger)
        assert queued(ledger) == ([] if closed else [NOW + timedelta(hours=hours)])
        runner.run_alerts()


def test_a_change_before_the_first_was_looked_at_is_queued_once(ledger: Ledger) -> None:
    land(ledger, "one")
    rows(ledger, "update job_listings set updated_at = %s returning 1", NOW + timedelta(hours=1))
    refresh(ledger)
    assert queued(ledger) == [NOW + timedelta(hours=1)]

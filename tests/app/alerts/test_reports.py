"""An alert sends one email per period, at the hour its user chose, that says why each job matches."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from psycopg.rows import dict_row

from app.alerts import reports, runner
from app.search.criteria import Criteria
from tests.app.alerts.conftest import At
from tests.app.alerts.people import alert, person
from tests.app.ledger import NOW, Job, Key, Ledger, Version

PYTHON = Criteria(keywords="python", location="Berlin", salary_min=50_000, exclude_words=("sales",))


def land(ledger: Ledger, name: str, at: datetime = NOW, job: Job | None = None, code: str = "greenhouse") -> UUID:
    slug = {"greenhouse": "northwind", "adzuna": "gb"}[code]
    listing_id = ledger.listing(Key(code, slug, name), Version(at, job or Job(title=f"Engineer {name}")))
    ledger.commit()
    return listing_id


def list_emails(ledger: Ledger) -> list[dict[str, Any]]:
    with ledger.connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute("select * from ops.email_outbox order by created_at, id").fetchall()


def rows(ledger: Ledger, query: str, *values: Any) -> list[tuple[Any, ...]]:
    result = ledger.connection.execute(query, values).fetchall()
    ledger.connection.commit()
    return result


def create_alert(ledger: Ledger, criteria: Criteria = PYTHON, timezone: str = "UTC", **options: Any) -> UUID:
    owner = ledger.connection
    user_id = person(owner, f"{len(list_emails(ledger))}{options}@example.org", timezone)
    alert_id = alert(owner, user_id, criteria, **options)
    owner.commit()
    return alert_id


def test_an_immediate_email_has_the_job_and_why_it_matches(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://jobs.example.org")
    alert_id = create_alert(ledger)
    listing = land(ledger, "one", job=Job(title="Data <Engineer>"), code="adzuna")
    counts = runner.run_alerts()
    assert (counts.listings, counts.new, counts.emails, counts.failed) == (1, 1, 1, 0)
    (email,) = list_emails(ledger)
    assert email["recipient"] is None
    assert email["subject"] == "1 new job for “python”, in Berlin, from 50,000 a year, without sales"
    for body in (email["text_body"], email["html_body"]):
        assert f"https://jobs.example.org/listing?id={listing}" in body
        for text in ("Keywords found: Python", "Place: Berlin", "€60,000 to €75,000 a year", "Northwind Analytics",
                     "Jobs by Adzuna", "Without sales"):  # fmt: skip
            assert text in body
    assert "Data <Engineer>" in email["text_body"]
    assert "Data &lt;Engineer&gt;" in email["html_body"]
    assert email["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert email["headers"]["List-Unsubscribe"].startswith(
        f"<https://jobs.example.org/auth/unsubscribe?alert={alert_id}"
    )
    assert rows(ledger, "select email_id, sent_at from ops.alert_deliveries") == [(email["id"], None)]
    assert rows(ledger, "select result_count, error from job_alert_runs") == [(1, None)]
    rows(ledger, "update ops.email_outbox set sent_at = %s returning 1", NOW)
    assert rows(ledger, "select sent_at, email_id from ops.alert_deliveries") == [(NOW, email["id"])]
    assert runner.run_alerts().emails == 0


def test_many_matches_are_one_email(ledger: Ledger) -> None:
    create_alert(ledger)
    listing_ids = [str(land(ledger, str(number))) for number in range(40)]
    assert runner.run_alerts().emails == 1
    (email,) = list_emails(ledger)
    assert all(listing_id in email["text_body"] and listing_id in email["html_body"] for listing_id in listing_ids)


def test_a_cluster_is_reported_once_across_reposts_and_sources(ledger: Ledger) -> None:
    create_alert(ledger)
    job = Job(requisition="R-1")
    land(ledger, "first", job=job)
    assert runner.run_alerts().emails == 1
    land(ledger, "same requisition again", NOW + timedelta(minutes=1), job=replace(job, title="Other words"))
    land(ledger, "elsewhere", NOW + timedelta(minutes=1), job=replace(job, requisition=None), code="adzuna")
    assert runner.run_alerts() == runner.AlertCounts(listings=2, candidates=2)
    land(ledger, "another opening like it", NOW + timedelta(minutes=2), job=replace(job, requisition="R-2"))
    assert runner.run_alerts().emails == 1


def test_a_posting_on_two_sources_at_once_is_reported_once(ledger: Ledger) -> None:
    create_alert(ledger)
    for code, slug in (("greenhouse", "northwind"), ("adzuna", "gb")):
        ledger.listing(Key(code, slug, "both"), Version(NOW, Job()))
    ledger.commit()
    assert runner.run_alerts().new == 1


def test_a_closed_posting_that_comes_back_under_another_number_is_no_news(ledger: Ledger) -> None:
    create_alert(ledger)
    land(ledger, "first", job=Job())
    runner.run_alerts()
    rows(ledger, "update job_listings set closed_at = %s, close_reason = 'absent' returning 1", NOW)
    land(ledger, "again", NOW + timedelta(days=3), job=Job())
    assert runner.run_alerts().new == 0


def test_a_new_alert_reports_only_what_comes_after_it(ledger: Ledger) -> None:
    create_alert(ledger, created_at=NOW)
    land(ledger, "before", NOW - timedelta(seconds=1))
    land(ledger, "after", NOW)
    assert runner.run_alerts().new == 1


@pytest.mark.parametrize(
    "change",
    [
        "update job_alerts set is_active = false",
        "update users set email_verified_at = null",
        "update users set deleted_at = now()",
    ],
)
def test_a_paused_alert_or_account_gets_no_email(ledger: Ledger, change: str) -> None:
    create_alert(ledger)
    rows(ledger, f"{change} returning 1")
    land(ledger, "one")
    counts = runner.run_alerts()
    assert (counts.listings, counts.new, counts.emails) == (1, 0, 0)


def test_a_changed_search_is_matched_as_it_now_is(ledger: Ledger) -> None:
    create_alert(ledger, Criteria(keywords="cobol"))
    runner.run_alerts()
    rows(ledger, "update saved_searches set query = 'python' returning 1")
    land(ledger, "one")
    assert runner.run_alerts().new == 1


def test_a_changed_listing_that_now_matches_is_reported(ledger: Ledger) -> None:
    create_alert(ledger, Criteria(keywords="cobol"))
    listing = land(ledger, "one")
    assert runner.run_alerts().new == 0
    rows(ledger, "update job_listings set title = 'Cobol', updated_at = %s returning 1", NOW + timedelta(hours=1))
    rows(ledger, "insert into landing.pending (listing_id) values (%s) returning 1", listing)
    ledger.commit()
    assert runner.run_alerts().new == 1


def test_what_matched_before_the_alert_was_made_is_no_news_when_it_changes(ledger: Ledger) -> None:
    listing = land(ledger, "one")
    runner.run_alerts()
    create_alert(ledger, created_at=NOW + timedelta(hours=1))
    create_alert(ledger, Criteria(keywords="cobol"), created_at=NOW + timedelta(hours=1, minutes=1))
    for hours, title, new in ((2, "Engineer", 0), (3, "Cobol Engineer", 1), (4, "Cobol", 0)):
        at = NOW + timedelta(hours=hours)
        rows(ledger, "update job_listings set title = %s, updated_at = %s returning 1", title, at)
        rows(ledger, "insert into landing.pending (listing_id) values (%s) returning 1", listing)
        ledger.commit()
        assert runner.run_alerts().new == new
    assert rows(ledger, "select 1 from ops.earlier_documents") == []


def test_several_changes_before_a_pass_are_one(ledger: Ledger) -> None:
    listing = land(ledger, "one", job=Job(text="Cobol.", skills=()))
    runner.run_alerts()
    create_alert(ledger, created_at=NOW + timedelta(hours=1))
    for hours, text in ((2, "Python."), (3, "Python and SQL.")):
        at = NOW + timedelta(hours=hours)
        rows(ledger, "update job_listings set description = %s, updated_at = %s returning 1", text, at)
        rows(ledger, "insert into landing.pending (listing_id) values (%s) returning 1", listing)
        ledger.commit()
    assert runner.run_alerts().new == 1


def test_a_job_that_was_closed_when_the_alert_was_made_is_news_when_it_opens(ledger: Ledger) -> None:
    listing = land(ledger, "one")
    runner.run_alerts()
    create_alert(ledger, created_at=NOW + timedelta(hours=2))
    for hours, closed in ((1, NOW), (3, None)):
        at = NOW + timedelta(hours=hours)
        set_to = "closed_at = %s, close_reason = %s, updated_at = %s"
        rows(ledger, f"update job_listings set {set_to} returning 1", closed, "absent" if closed else None, at)
        rows(ledger, "insert into landing.pending (listing_id) values (%s) returning 1", listing)
        ledger.commit()
    assert runner.run_alerts().new == 1


def test_an_alert_that_a_pass_did_not_see_yet_misses_nothing(ledger: Ledger, at: At) -> None:
    land(ledger, "one")
    land(ledger, "before it", NOW - timedelta(minutes=1))
    at(NOW + timedelta(minutes=1))
    assert runner.run_alerts().listings == 2
    create_alert(ledger, created_at=NOW)
    assert runner.run_alerts().new == 1
    assert runner.run_alerts() == runner.AlertCounts()


def test_a_daily_report_comes_at_the_persons_hour_with_all_since_the_last(ledger: Ledger, at: At) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    alert_id = create_alert(ledger, timezone="Asia/Tokyo", frequency="daily")
    rows(ledger, "insert into ops.alert_schedules (job_alert_id, hour) values (%s, 7) returning 1", alert_id)
    for hour, name in ((22, "a"), (23, "b")):
        moment = datetime(2026, 11, 19, hour, 30, tzinfo=tokyo)
        at(moment)
        land(ledger, name, moment)
        assert runner.run_alerts().emails == 0
    at(datetime(2026, 11, 20, 6, 59, tzinfo=tokyo))
    assert runner.run_alerts().emails == 0
    due = rows(ledger, "select next_report_at from ops.alert_schedules")
    assert due == [(datetime(2026, 11, 20, 7, 0, tzinfo=tokyo),)]
    at(datetime(2026, 11, 20, 9, 15, tzinfo=tokyo))
    land(ledger, "late", datetime(2026, 11, 20, 9, 10, tzinfo=tokyo))
    assert runner.run_alerts().emails == 1
    assert list_emails(ledger)[0]["subject"].startswith("3 new jobs")
    land(ledger, "for tomorrow", datetime(2026, 11, 20, 9, 20, tzinfo=tokyo))
    at(datetime(2026, 11, 20, 23, 0, tzinfo=tokyo))
    assert runner.run_alerts().emails == 0
    at(datetime(2026, 11, 21, 7, 0, 1, tzinfo=tokyo))
    assert runner.run_alerts().emails == 1


def test_a_weekly_report_comes_on_its_day(ledger: Ledger, at: At) -> None:
    alert_id = create_alert(ledger, frequency="weekly", timezone="Europe/Berlin")
    rows(
        ledger, "insert into ops.alert_schedules (job_alert_id, hour, weekday) values (%s, 9, 3) returning 1", alert_id
    )
    berlin = ZoneInfo("Europe/Berlin")
    land(ledger, "one")  # on a Friday
    assert runner.run_alerts().new == 1
    reported = []
    for days in range(7):
        for hour in (8, 10):
            moment = datetime(2026, 11, 21, hour, tzinfo=berlin) + timedelta(days=days)
            at(moment)
            reported += [moment] * runner.run_alerts().emails
    assert reported == [datetime(2026, 11, 25, 10, tzinfo=berlin)]


def test_an_email_that_cannot_be_written_is_logged_and_its_matches_wait(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_id = create_alert(ledger, created_at=NOW)
    working_id = create_alert(ledger, created_at=NOW - timedelta(days=1))
    land(ledger, "one")
    describe = reports.describe_search
    described: list[Criteria] = []

    def fail_once(criteria: Criteria, sources: dict[str, str]) -> str:
        described.append(criteria)
        if len(described) == 1:
            raise ValueError("no words for it")
        return describe(criteria, sources)

    monkeypatch.setattr(reports, "describe_search", fail_once)
    counts = runner.run_alerts()
    assert (counts.emails, counts.failed) == (1, 1)
    assert rows(ledger, "select error from job_alert_runs where error is not null") == [("no words for it",)]
    assert runner.run_alerts().emails == 1
    reported = rows(ledger, "select job_alert_id from ops.alert_deliveries where email_id is not null")
    assert {alert_id for (alert_id,) in reported} == {failing_id, working_id}


def test_an_alert_that_finds_nothing_has_a_run_a_day(ledger: Ledger, at: At) -> None:
    create_alert(ledger)
    for hours in (0, 1, 23, 24, 30):
        at(NOW + timedelta(hours=hours))
        runner.run_alerts()
    checked = rows(ledger, "select checked_at, result_count from job_alert_runs order by 1")
    assert checked == [(NOW, 0), (NOW + timedelta(days=1), 0)]

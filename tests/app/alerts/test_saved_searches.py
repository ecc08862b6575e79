"""Searches enter the history once, are saved with their criteria, and have one alert whose frequency can change."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy.orm import Session

from app.alerts import queries as alerts_queries
from app.alerts import service as alerts_service
from app.alerts.queries import AlertTiming
from app.search import history as search_history
from app.search.criteria import Criteria
from app.search.feed import Total
from database.models import AlertFrequency
from database.sessions import user_session
from tests.app.ledger import NOW
from tests.app.people import Person
from tests.database.servers import TestDatabase

WANTED = Criteria(
    keywords='data "engineer" -senior', location="Berlin", salary_min=60_000, currency="EUR", source=("greenhouse",),
    exclude_words=("sales",), experience=("mid", "lead"), sort="salary",
)  # fmt: skip
DAILY = AlertTiming(AlertFrequency.DAILY, 7)


def exact_total(count: int) -> Total:
    return Total(count, is_all=True)


def test_each_search_is_stored_with_its_count(own: Session) -> None:
    search_history.record(own, WANTED, exact_total(12), NOW)
    search_history.record(own, Criteria(remote=True), exact_total(3), NOW + timedelta(minutes=1))
    [newest, oldest] = search_history.list_history(own)
    assert (newest.criteria, newest.result_count) == (Criteria(remote=True), 3)
    assert (oldest.criteria, oldest.executed_at) == (WANTED, NOW)


def test_looking_again_is_no_new_search_but_searching_again_later_is(own: Session) -> None:
    search_history.record(own, WANTED, exact_total(12), NOW)
    later = NOW + timedelta(minutes=59)
    search_history.record(own, WANTED.model_copy(update={"sort": "newest"}), exact_total(13), later)
    assert [(past.result_count, past.executed_at) for past in search_history.list_history(own)] == [(13, later)]
    search_history.record(own, WANTED, exact_total(14), NOW + timedelta(hours=3))
    assert len(search_history.list_history(own)) == 2
    assert [past.result_count for past in search_history.list_recent(own)] == [14]


def test_a_count_that_ended_early_is_kept_only_where_it_is_the_usual_many(own: Session) -> None:
    search_history.record(own, WANTED, Total(10_000, is_all=False), NOW)
    search_history.record(own, Criteria(keywords='"seldom so"'), Total(12, is_all=False), NOW + timedelta(minutes=1))
    assert [past.result_count for past in search_history.list_history(own)] == [None, 10_000]


def test_one_or_all_can_be_forgotten(own: Session) -> None:
    for number in range(3):
        search_history.record(own, Criteria(keywords=str(number)), exact_total(number), NOW + timedelta(minutes=number))
    search_history.remove(own, search_history.list_history(own)[0].id)
    assert [past.criteria.keywords for past in search_history.list_history(own)] == ["1", "0"]
    assert search_history.clear(own) == 2
    assert search_history.list_history(own) == ()


def test_a_saved_search_asks_for_the_same_again(own: Session) -> None:
    search_id = alerts_service.create(own, "  Data\x00 in\nBerlin ", WANTED, NOW)
    search = alerts_queries.find_search(own, search_id)
    assert search is not None
    assert (search.name, search.criteria, search.alert) == ("Data in Berlin", WANTED, None)
    assert alerts_service.change_criteria(own, search_id, Criteria(remote=True), NOW)
    alerts_service.rename(own, search_id, " ", NOW)
    [changed] = alerts_queries.list_searches(own)
    assert (changed.name, changed.criteria) == ("Saved search", Criteria(remote=True))
    assert not alerts_service.change_criteria(own, uuid4(), WANTED, NOW)


def test_an_alert_is_created_changed_paused_and_deleted(own: Session) -> None:
    search_id = alerts_service.create(own, "Mine", WANTED, NOW)
    for timing in (DAILY, AlertTiming(AlertFrequency.WEEKLY, 18, 5), AlertTiming(AlertFrequency.IMMEDIATE, 18, 5)):
        alerts_service.set_alert(own, search_id, timing, NOW)
        [search] = alerts_queries.list_searches(own)
        assert search.alert is not None
        assert (search.alert.timing, search.alert.is_active) == (timing, True)
    alerts_service.pause_alert(own, search_id, NOW)
    assert _is_active(own, search_id) is False
    alerts_service.pause_alert(own, search_id, NOW, resume=True)
    assert _is_active(own, search_id) is True
    alerts_service.set_alert(own, search_id, None, NOW)
    assert _is_active(own, search_id) is None


def test_an_alert_lists_its_checks_and_matches(jobs: dict[str, UUID], ada: Person, database: TestDatabase) -> None:
    with user_session(ada.id, writes=True) as session:
        search_id = alerts_service.create(session, "Mine", WANTED, NOW)
        alerts_service.set_alert(session, search_id, DAILY, NOW)
        search = alerts_queries.find_search(session, search_id)
    assert search is not None
    assert search.alert is not None
    with psycopg.connect(database.libpq_url("owner")) as owner:
        for at, count, error in ((NOW, 2, None), (NOW + timedelta(hours=1), None, "The mail server refused it")):
            row = [search.alert.id, at, count, error]
            owner.execute(
                "insert into job_alert_runs (job_alert_id, checked_at, result_count, error) values (%s, %s, %s, %s)",
                row,
            )
        for listing_id, sent in ((jobs["steady"], NOW), (jobs["rich"], None)):
            owner.execute(
                "insert into ops.alert_deliveries (job_alert_id, cluster_id, job_listing_id, matched_at, sent_at)"
                " values (%s, %s, %s, %s, %s)",
                [search.alert.id, listing_id, listing_id, NOW, sent],
            )
    with user_session(ada.id, writes=True) as session:
        [search] = alerts_queries.list_searches(session)
        assert search.alert is not None
        assert (search.alert.emailed, search.alert.waiting, search.alert.error) == (1, 1, "The mail server refused it")
        assert [run.result_count for run in alerts_queries.list_checks(session, search.alert.id)] == [None, 2]
        assert {(match.card.id, match.sent_at) for match in alerts_queries.list_matches(session, 9, search_id)} == {
            (jobs["steady"], NOW), (jobs["rich"], None),
        }  # fmt: skip
        alerts_service.delete_search(session, search_id)
        assert alerts_queries.list_searches(session) == ()
        assert alerts_queries.list_matches(session, 9) == ()


@pytest.mark.parametrize("act", ["see", "change", "alert", "drop"])
def test_nobody_elses_searches_are_touched(ada: Person, bob: Person, act: str) -> None:
    with user_session(ada.id, writes=True) as session:
        search_id = alerts_service.create(session, "Ada's", WANTED, NOW)
        alerts_service.set_alert(session, search_id, DAILY, NOW)
        search_history.record(session, WANTED, exact_total(1), NOW)
        before = alerts_queries.list_searches(session), search_history.list_history(session)
    with user_session(bob.id, writes=True) as session:
        assert (alerts_queries.list_searches(session), search_history.list_history(session)) == ((), ())
        assert alerts_queries.find_search(session, search_id) is None
        if act == "change":
            assert not alerts_service.change_criteria(session, search_id, Criteria(), NOW)
            alerts_service.rename(session, search_id, "Bob's", NOW)
        elif act == "alert":
            alerts_service.set_alert(session, search_id, None, NOW)
            alerts_service.pause_alert(session, search_id, NOW)
        elif act == "drop":
            alerts_service.delete_search(session, search_id)
            assert search_history.clear(session) == 0
    with user_session(ada.id, writes=True) as session:
        assert (alerts_queries.list_searches(session), search_history.list_history(session)) == before


def _is_active(session: Session, search_id: UUID) -> bool | None:
    search = alerts_queries.find_search(session, search_id)
    assert search is not None
    return search.alert.is_active if search.alert else None

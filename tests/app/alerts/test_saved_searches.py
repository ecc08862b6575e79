"""Searches are kept once each, saved with what they ask for, and have one alert whose rhythm can be changed."""

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


def counted(found: int) -> Total:
    return Total(found, is_all=True)


def test_each_search_is_kept_with_what_it_found(own: Session) -> None:
    search_history.record(own, WANTED, counted(12), NOW)
    search_history.record(own, Criteria(remote=True), counted(3), NOW + timedelta(minutes=1))
    [newest, oldest] = search_history.list_history(own)
    assert (newest.criteria, newest.result_count) == (Criteria(remote=True), 3)
    assert (oldest.criteria, oldest.executed_at) == (WANTED, NOW)


def test_looking_again_is_no_new_search_but_searching_again_later_is(own: Session) -> None:
    search_history.record(own, WANTED, counted(12), NOW)
    search_history.record(own, WANTED.model_copy(update={"sort": "newest"}), counted(13), NOW + timedelta(minutes=59))
    assert [(past.result_count, past.executed_at) for past in search_history.list_history(own)] == [
        (13, NOW + timedelta(minutes=59))
    ]
    search_history.record(own, WANTED, counted(14), NOW + timedelta(hours=3))
    assert len(search_history.list_history(own)) == 2
    assert [past.result_count for past in search_history.list_recent(own)] == [14]


def test_a_count_that_ended_early_is_kept_only_where_it_is_the_usual_many(own: Session) -> None:
    search_history.record(own, WANTED, Total(10_000, is_all=False), NOW)
    search_history.record(own, Criteria(keywords='"seldom so"'), Total(12, is_all=False), NOW + timedelta(minutes=1))
    assert [past.result_count for past in search_history.list_history(own)] == [None, 10_000]


def test_one_or_all_can_be_forgotten(own: Session) -> None:
    for number in range(3):
        search_history.record(own, Criteria(keywords=str(number)), counted(number), NOW + timedelta(minutes=number))
    search_history.remove(own, search_history.list_history(own)[0].id)
    assert [past.criteria.keywords for past in search_history.list_history(own)] == ["1", "0"]
    assert search_history.clear(own) == 2
    assert search_history.list_history(own) == ()


def test_a_saved_search_asks_for_the_same_again(own: Session) -> None:
    made = alerts_service.create(own, "  Data\x00 in\nBerlin ", WANTED, NOW)
    kept = alerts_queries.find_search(own, made)
    assert kept is not None
    assert (kept.name, kept.criteria, kept.alert) == ("Data in Berlin", WANTED, None)
    assert alerts_service.change_criteria(own, made, Criteria(remote=True), NOW)
    alerts_service.rename(own, made, " ", NOW)
    [changed] = alerts_queries.list_searches(own)
    assert (changed.name, changed.criteria) == ("Saved search", Criteria(remote=True))
    assert not alerts_service.change_criteria(own, uuid4(), WANTED, NOW)


def test_an_alert_is_made_changed_paused_and_taken_away(own: Session) -> None:
    made = alerts_service.create(own, "Mine", WANTED, NOW)
    for timing in (DAILY, AlertTiming(AlertFrequency.WEEKLY, 18, 5), AlertTiming(AlertFrequency.IMMEDIATE, 18, 5)):
        alerts_service.set_alert(own, made, timing, NOW)
        [kept] = alerts_queries.list_searches(own)
        assert kept.alert is not None
        assert (kept.alert.timing, kept.alert.is_active) == (timing, True)
    alerts_service.pause_alert(own, made, NOW)
    assert _is_active(own, made) is False
    alerts_service.pause_alert(own, made, NOW, resume=True)
    assert _is_active(own, made) is True
    alerts_service.set_alert(own, made, None, NOW)
    assert _is_active(own, made) is None


def test_what_an_alert_did_is_shown(jobs: dict[str, UUID], ada: Person, database: TestDatabase) -> None:
    with user_session(ada.id, writes=True) as session:
        made = alerts_service.create(session, "Mine", WANTED, NOW)
        alerts_service.set_alert(session, made, DAILY, NOW)
        found = alerts_queries.find_search(session, made)
    assert found is not None
    assert found.alert is not None
    with psycopg.connect(database.libpq("owner")) as owner:
        for at, count, error in ((NOW, 2, None), (NOW + timedelta(hours=1), None, "The mail server refused it")):
            row = [found.alert.id, at, count, error]
            owner.execute(
                "insert into job_alert_runs (job_alert_id, checked_at, result_count, error) values (%s, %s, %s, %s)",
                row,
            )
        for one, sent in ((jobs["steady"], NOW), (jobs["rich"], None)):
            owner.execute(
                "insert into ops.alert_deliveries (job_alert_id, cluster_id, job_listing_id, matched_at, sent_at)"
                " values (%s, %s, %s, %s, %s)",
                [found.alert.id, one, one, NOW, sent],
            )
    with user_session(ada.id, writes=True) as session:
        [kept] = alerts_queries.list_searches(session)
        assert kept.alert is not None
        assert (kept.alert.emailed, kept.alert.waiting, kept.alert.error) == (1, 1, "The mail server refused it")
        assert [run.result_count for run in alerts_queries.list_checks(session, kept.alert.id)] == [None, 2]
        assert {(one.card.id, one.sent_at) for one in alerts_queries.list_matches(session, 9, made)} == {
            (jobs["steady"], NOW), (jobs["rich"], None),
        }  # fmt: skip
        alerts_service.delete_search(session, made)
        assert alerts_queries.list_searches(session) == ()
        assert alerts_queries.list_matches(session, 9) == ()


@pytest.mark.parametrize("act", ["see", "change", "alert", "drop"])
def test_nobody_elses_searches_are_touched(ada: Person, bob: Person, act: str) -> None:
    with user_session(ada.id, writes=True) as session:
        made = alerts_service.create(session, "Ada's", WANTED, NOW)
        alerts_service.set_alert(session, made, DAILY, NOW)
        search_history.record(session, WANTED, counted(1), NOW)
        before = alerts_queries.list_searches(session), search_history.list_history(session)
    with user_session(bob.id, writes=True) as session:
        assert (alerts_queries.list_searches(session), search_history.list_history(session)) == ((), ())
        assert alerts_queries.find_search(session, made) is None
        if act == "change":
            assert not alerts_service.change_criteria(session, made, Criteria(), NOW)
            alerts_service.rename(session, made, "Bob's", NOW)
        elif act == "alert":
            alerts_service.set_alert(session, made, None, NOW)
            alerts_service.pause_alert(session, made, NOW)
        elif act == "drop":
            alerts_service.delete_search(session, made)
            assert search_history.clear(session) == 0
    with user_session(ada.id, writes=True) as session:
        assert (alerts_queries.list_searches(session), search_history.list_history(session)) == before


def _is_active(session: Session, search_id: UUID) -> bool | None:
    kept = alerts_queries.find_search(session, search_id)
    assert kept is not None
    return kept.alert.is_active if kept.alert else None

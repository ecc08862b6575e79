"""Test the demo data: complete at once, the same each time, on the ledger's jobs, and cleared without a trace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.alerts import queries as alerts_queries
from app.alerts import service as alerts_service
from app.analytics.application_facts import load_user_facts
from app.analytics.flow import compute_flow
from app.analytics.rates import compute_response_rate
from app.applications import records
from app.applications.new_application import NewApplication
from app.applications.stages import InvalidChange
from app.comparisons import queries as comparisons_queries
from app.dashboard import agenda
from app.demo import service
from app.kit.tables import application_events, applications, demo_items, stages
from app.saved import queries as saved_queries
from app.search.criteria import Criteria
from database.embedded.cluster import Cluster
from database.sessions import user_session
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.people import Person, person
from tests.database.servers import TestDatabase, cloned

TITLES = ("Data Engineer", "Senior Data Engineer", "Analytics Engineer", "Baker")


@pytest.fixture(scope="module")
def shared(cluster: Cluster) -> Iterator[TestDatabase]:
    """A ledger of sixty jobs of forty companies, ten of them closed."""
    with pytest.MonkeyPatch.context() as patch, cloned(cluster, patch) as database:
        patch.setenv("JOBLEDGER_NOW", NOW.isoformat())
        with psycopg.connect(database.libpq_url("owner")) as connection:
            _fill(Ledger(connection))
        yield database


def _fill(ledger: Ledger) -> None:
    ledger.source("greenhouse", "Greenhouse")
    ledger.board("greenhouse", "northwind")
    for number in range(60):
        title = TITLES[number % len(TITLES)]
        job = Job(title=title, company=f"Company {number % 40}", posted_days_ago=1 + 2 * number)
        closed = NOW - timedelta(days=1) if number % 6 == 5 else None
        ledger.listing(
            Key("greenhouse", "northwind", str(number)), Version(NOW - timedelta(days=9), job), closed=closed
        )
    ledger.commit()


@pytest.fixture
def ada(shared: TestDatabase) -> Person:
    """Someone with an account of the test's own."""
    return person(f"ada-{uuid4().hex[:8]}@example.org", name="Ada")


@pytest.fixture
def ada_session(ada: Person) -> Iterator[Session]:
    """A session that writes as Ada."""
    with user_session(ada.id, writes=True) as session:
        yield session


def told(session: Session) -> list[tuple[Any, ...]]:
    """Return what the demo data says, without ids."""
    a, e = applications.c, application_events.c
    rows = session.execute(
        select(
            a.job_listing_id,
            stages.c.name,
            a.applied_at,
            a.response_at,
            a.follow_up_at,
            a.notes,
            e.event_type,
            e.occurred_at,
            e.payload,
        )
        .join(stages, stages.c.id == a.stage_id)
        .join(application_events, e.job_application_id == a.id)
        .order_by(a.job_listing_id, e.occurred_at, e.created_at)
    )
    return [tuple(row) for row in rows]


def test_an_empty_account_is_filled_with_a_whole_search(ada_session: Session) -> None:
    assert service.load_state(ada_session) == service.DemoState(has_demo_data=False, can_add_demo_data=True)
    assert service.add_demo_data(ada_session, NOW) == 40
    assert service.load_state(ada_session) == service.DemoState(has_demo_data=True, can_add_demo_data=False)
    read = load_user_facts(ada_session)
    rests = Counter(application.standing for application in read.applications)
    assert set(rests) == {"planned", "waiting", "interviewing", "offer", "rejected", "ghosted", "withdrawn"}
    assert sum(compute_flow(read.applications).current.values()) == 40
    share = compute_response_rate(read.applications, NOW).share
    assert share is not None
    assert 0.3 < share < 0.8
    assert all(application.applied_at <= NOW for application in read.sent if application.applied_at)
    assert any(moment > NOW for moment in read.interviews)
    assert not any(application.is_misdated for application in read.applications)
    assert saved_queries.count_saved_jobs(ada_session).all == 8
    (search,) = alerts_queries.list_searches(ada_session)
    assert search.alert
    assert not search.alert.is_active
    (compared,) = comparisons_queries.list_sets(ada_session)
    assert compared.jobs == 3
    assert {entry.kind for entry in agenda.list_agenda(ada_session, NOW)} >= {"follow_up", "interview"}


def test_everything_happened_in_its_order(ada_session: Session) -> None:
    service.add_demo_data(ada_session, NOW)
    rows = ada_session.execute(select(applications)).all()
    for row in rows:
        moments = [row.created_at, row.applied_at, row.response_at, row.updated_at]
        past_moments = [moment for moment in moments if moment]
        assert past_moments == sorted(past_moments)
        assert row.listing_snapshot["title"]
    late: Sequence[datetime] = ada_session.scalars(
        select(application_events.c.occurred_at).where(application_events.c.payload["kind"].as_string() == "move")
    ).all()
    assert max(late) <= NOW


def test_the_same_moment_gives_the_same_search(shared: TestDatabase) -> None:
    first, second = (person(f"{uuid4().hex[:8]}@example.org") for _ in range(2))
    values = []
    for person_ in (first, second):
        with user_session(person_.id, writes=True) as session:
            service.add_demo_data(session, NOW)
            values.append(told(session))
    assert values[0] == values[1]
    with user_session(first.id, writes=True) as session:
        service.delete_demo_data(session)
        service.add_demo_data(session, NOW, seed=2)
        assert told(session) != values[0]


def test_clearing_deletes_exactly_the_demo_rows(ada_session: Session) -> None:
    service.add_demo_data(ada_session, NOW)
    mine = records.add(ada_session, NewApplication(title="My own"))
    listing: UUID = ada_session.scalars(
        select(applications.c.job_listing_id).where(applications.c.id != mine).limit(1)
    ).one()
    to_the_same_job = records.add(
        ada_session, NewApplication(title="My own, to a job of the demo data", listing_id=listing)
    )
    search_id = alerts_service.create(ada_session, "Mine", Criteria(keywords="cook"), NOW)
    records.delete(
        ada_session,
        [ada_session.scalars(select(applications.c.id).where(applications.c.id != mine).limit(1)).one()],
        NOW,
    )
    assert service.delete_demo_data(ada_session) == 40
    assert set(ada_session.scalars(select(applications.c.id))) == {mine, to_the_same_job}
    assert [search.id for search in alerts_queries.list_searches(ada_session)] == [search_id]
    assert saved_queries.count_saved_jobs(ada_session).all == 0
    assert comparisons_queries.list_sets(ada_session) == ()
    assert ada_session.scalars(select(demo_items.c.item_id)).all() == []
    events: set[UUID] = set(ada_session.scalars(select(application_events.c.job_application_id)))
    assert events == {mine, to_the_same_job}
    assert service.load_state(ada_session) == service.DemoState(has_demo_data=False, can_add_demo_data=False)


def test_it_is_not_for_an_account_that_has_something(ada_session: Session) -> None:
    own_job = records.add(ada_session, NewApplication(title="My own"))
    assert not service.load_state(ada_session).can_add_demo_data
    with pytest.raises(InvalidChange, match="empty account"):
        service.add_demo_data(ada_session, NOW)
    records.delete(ada_session, [own_job], NOW)
    assert not service.load_state(ada_session).can_add_demo_data


def test_clearing_and_filling_again_is_the_same_as_at_first(ada_session: Session) -> None:
    service.add_demo_data(ada_session, NOW)
    exported_before = told(ada_session)
    service.delete_demo_data(ada_session)
    assert service.load_state(ada_session) == service.DemoState(has_demo_data=False, can_add_demo_data=True)
    service.add_demo_data(ada_session, NOW)
    assert told(ada_session) == exported_before


def test_nobody_clears_what_is_someone_elses(ada_session: Session, shared: TestDatabase) -> None:
    service.add_demo_data(ada_session, NOW)
    ada_session.commit()
    bob = person(f"bob-{uuid4().hex[:8]}@example.org")
    with user_session(bob.id, writes=True) as session:
        assert service.load_state(session).can_add_demo_data
        assert service.delete_demo_data(session) == 0

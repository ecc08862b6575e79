"""The dashboard of someone signed in says where they stand, what is due and what changed; to nobody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.orm import Session

from app.applications.earlier_applications import find_application_dates
from app.dashboard import agenda
from app.saved import service as saved_service
from database.sessions import user_session
from tests.app.ledger import NOW
from tests.app.people import Person
from tests.app.seeded_jobs import SAVED, SINCE
from tests.database.servers import TestDatabase

Jobs = dict[str, UUID]
DAY = timedelta(days=1)


def apply(database: TestDatabase, who: Person, listing: UUID, **columns: object) -> UUID:
    """An application, ten days old unless told otherwise; returns its id."""
    row = {"user_id": who.id, "job_listing_id": listing, "status": "applied", "applied_at": NOW - 10 * DAY} | columns
    names, places = ", ".join(row), ", ".join(f"%({name})s" for name in row)
    with psycopg.connect(database.libpq_url("owner")) as owner:
        made = owner.execute(f"insert into job_applications ({names}) values ({places}) returning id", row).fetchone()
    assert made
    return UUID(str(made[0]))


@pytest.fixture
def interview(database: TestDatabase, jobs: Jobs, ada: Person) -> None:
    """Ada applied three times: one interview is in two days, one was refused after four days, one deleted."""
    first = apply(database, ada, jobs["steady"], response_at=NOW - 8 * DAY, status="interviewing")
    apply(database, ada, jobs["changed"], response_at=NOW - 6 * DAY, status="rejected")
    apply(database, ada, jobs["rich"], deleted_at=NOW)
    with psycopg.connect(database.libpq_url("owner")) as owner:
        owner.execute(
            "insert into application_events (job_application_id, event_type, occurred_at) values (%s, 'interview', %s)",
            [first, NOW + 2 * DAY],
        )


def test_nothing_yet_is_nothing(jobs: Jobs, own: Session) -> None:
    assert agenda.list_agenda(own, NOW) == ()
    assert agenda.list_saved_job_events(own, NOW) == ()


def test_due_are_follow_ups_interviews_and_closings(
    interview: None, database: TestDatabase, jobs: Jobs, ada: Person
) -> None:
    apply(database, ada, jobs["reopened"], follow_up_at=NOW - DAY)
    apply(database, ada, jobs["closed"], follow_up_at=NOW + 30 * DAY)
    with psycopg.connect(database.libpq_url("owner")) as owner:
        owner.execute("update job_listings set expires_at = %s where id = %s", [NOW + 3 * DAY, jobs["rich"]])
    with user_session(ada.id, writes=True) as session:
        saved_service.save(session, jobs["rich"], SAVED)
        found = agenda.list_agenda(session, NOW)
    assert [(one.kind, one.title) for one in found] == [
        ("follow_up", "Back"), ("interview", "Steady"), ("closing", "Rich"),
    ]  # fmt: skip


def test_news_are_what_happened_to_saved_jobs(jobs: Jobs, own: Session) -> None:
    for one in jobs.values():
        saved_service.save(own, one, SAVED)
    news = {
        one.card.title: (one.kind, one.at, one.versions is not None) for one in agenda.list_saved_job_events(own, NOW)
    }
    assert news == {
        "Changed": ("changed", SINCE, True), "Closed": ("closed", SINCE, False), "Back": ("reopened", NOW - DAY, False),
    }  # fmt: skip
    assert agenda.list_saved_job_events(own, NOW + 30 * DAY) == ()


def test_applying_counts_for_every_posting_of_the_job(
    database: TestDatabase, jobs: Jobs, ada: Person, bob: Person
) -> None:
    apply(database, ada, jobs["steady"])
    apply(database, ada, jobs["rich"], applied_at=None, status="planned")
    with psycopg.connect(database.libpq_url("owner")) as owner:
        owner.execute(
            "update job_listings set dedupe_hash = (select dedupe_hash from job_listings where id = %s) where id = %s",
            [jobs["steady"], jobs["closed"]],
        )
    with user_session(ada.id) as session:
        dates = find_application_dates(session, list(jobs.values()))
        assert dates == dict.fromkeys((jobs["steady"], jobs["closed"]), NOW - 10 * DAY)
    with user_session(bob.id) as session:
        assert find_application_dates(session, list(jobs.values())) == {}

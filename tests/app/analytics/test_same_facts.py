"""A screen's figures and the snapshots are counted from the same facts; demo data is in the screen's only."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy.orm import Session

from app.analytics.application_facts import ApplicationFacts, load_user_facts
from app.applications import records, stages
from app.demo import service as demo_service
from database.models import Outcome
from database.sessions import user_session
from tests.app.analytics.sent import Sent, at
from tests.app.analytics.test_by_hand import CASES
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.people import Person
from tests.database.servers import TestDatabase

COUNTED = """
select application_id, applied_at, responded_at, interviewed_at, offered_at, source,
    coalesce(ops.title_group(title), 'unknown'), company, workplace
from ops.application_facts where user_id = %s
"""


def counted(database: TestDatabase, person: Person) -> dict[UUID, tuple[Any, ...]]:
    """What the pipeline counts, as int_application_facts reads it."""
    with psycopg.connect(database.libpq_url("pipeline")) as connection:
        return {row[0]: row[1:] for row in connection.execute(COUNTED, (person.id,))}


def told(one: ApplicationFacts) -> tuple[Any, ...]:
    return (
        one.applied_at, one.responded_at, one.interviewed_at, one.offered_at, one.source, one.title_group, one.company,
        one.workplace,
    )  # fmt: skip


def test_the_screen_and_the_pipeline_read_the_same_of_every_example(
    own: Session, ada: Person, shared: TestDatabase
) -> None:
    for case in CASES:
        for one in case.sent:
            one.put(own)
    moved = Sent(company=" Northwind ", title="Lead Cook (f/m/x)").put(own)
    to = next(stage for stage in stages.ensure_stages(own) if stage.name == "Interviewing")
    records.move(own, [moved], to.id, NOW - timedelta(days=2))
    read = {one.id: told(one) for one in load_user_facts(own).applications}
    own.commit()
    assert read == counted(shared, ada)
    assert len(read) == 86


def test_an_outcome_is_that_of_the_stage_whatever_it_is_called_then_or_later(own: Session) -> None:
    left = Sent(stage="Withdrawn", left="2026-09-04 09:00").put(own)
    named = {stage.name: stage.id for stage in stages.ensure_stages(own)}
    stages.rename(own, named["Withdrawn"], "Zurückgezogen")
    stages.rename(own, named["Ghosted"], "Withdrawn")
    silent = Sent(stage="Withdrawn").put(own)
    meant = stages.create(own, "Not for me", Outcome.WITHDRAWN)
    later = Sent().put(own)
    records.move(own, [later], meant.id, NOW - timedelta(days=2))
    found = {one.id: (one.standing, one.withdrawn_at) for one in load_user_facts(own).applications}
    assert found == {
        left: ("withdrawn", at("2026-09-04 09:00")),
        silent: ("ghosted", None),
        later: ("withdrawn", NOW - timedelta(days=2)),
    }


def test_demo_data_is_neither_counted_nor_reminded_of(shared: TestDatabase, ada: Person) -> None:
    with psycopg.connect(shared.libpq_url("owner")) as connection:
        ledger = Ledger(connection)
        ledger.source("greenhouse", "Greenhouse")
        ledger.board("greenhouse", "northwind")
        for number in range(60):
            key = Key("greenhouse", "northwind", str(number))
            ledger.listing(key, Version(NOW, Job(title="Cook", company=f"Company {number}")))
        ledger.commit()
    with user_session(ada.id, writes=True) as session:
        demo_service.add_demo_data(session, NOW)
        mine = Sent().put(session)
    assert set(counted(shared, ada)) == {mine}
    with psycopg.connect(shared.libpq_url("pipeline")) as connection:
        due = connection.execute("select 1 from ops.due_follow_ups where user_id = %s", (ada.id,)).fetchall()
    assert due == []

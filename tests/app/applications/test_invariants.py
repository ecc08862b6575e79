"""Laws of the tracker, over random operations against a model: stage and status agree, moves are told, undo undoes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications import records, stages, timeline
from app.applications.new_application import NewApplication
from app.applications.records import Change
from app.applications.stages import InvalidChange, Meaning, Status
from app.kit.tables import applications
from database.models import Outcome
from database.sessions import user_session
from tests.app.ledger import NOW
from tests.app.people import person
from tests.database.servers import TestDatabase
from tests.thoroughness import examples

MEANINGS = st.sampled_from([None, *Status, *Outcome])
STATUSES = st.sampled_from([None, *Status])
SMALL = st.integers(0, 9)
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), STATUSES, SMALL),
        st.tuples(st.just("move"), SMALL, SMALL),
        st.tuples(st.just("bulk"), SMALL, SMALL),
        st.tuples(st.just("delete"), SMALL, SMALL),
        st.tuples(st.just("restore"), SMALL, SMALL),
        st.tuples(st.just("undo"), SMALL, SMALL),
        st.tuples(st.just("stage"), MEANINGS, SMALL),
        st.tuples(st.just("stand for"), MEANINGS, SMALL),
        st.tuples(st.just("drop"), SMALL, SMALL),
    ),
    max_size=25,
)


@dataclass(frozen=True)
class Model:
    """An application as it has to be."""

    stage: UUID
    status: Status
    is_deleted: bool = False


class Tracker:
    """A new person's tracker, and the model beside it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.order = [stage.id for stage in stages.ensure_stages(session)]
        self.meaning: dict[UUID, Meaning] = {stage.id: stage.meaning for stage in stages.list_stages(session)}
        self.held: dict[UUID, Model] = {}
        self.last: tuple[Change, dict[UUID, Model]] | None = None

    def pick(self, number: int) -> UUID | None:
        return list(self.held)[number % len(self.held)] if self.held else None

    def stage(self, number: int) -> UUID:
        return self.order[number % len(self.order)]

    def add(self, status: Status | None, number: int) -> None:
        place = self.stage(number)
        application_id = records.add(self.session, NewApplication(title="Job", stage_id=place, status=status))
        self.held[application_id] = Model(place, self.status(place) or status or Status.PLANNED)

    def move(self, number: int, other: int) -> None:
        self._move([one for one in [self.pick(number)] if one], self.stage(other))

    def bulk(self, number: int, other: int) -> None:
        self._move(list(self.held)[: number + 1], self.stage(other))

    def _move(self, ids: list[UUID], to: UUID) -> None:
        live = [application_id for application_id in ids if not self.held[application_id].is_deleted]
        if not live:
            with pytest.raises(InvalidChange):
                records.move(self.session, ids, to, NOW)
            return
        before = dict(self.held)
        change = records.move(self.session, ids, to, NOW)
        assert {was.id for was in change.applications} == {one for one in live if before[one].stage != to}
        assert change.missing == len(ids) - len(live)
        for one in live:
            self.held[one] = Model(to, self.status(to) or self.held[one].status)
        self.last = (change, {was.id: before[was.id] for was in change.applications})

    def delete(self, number: int, _other: int) -> None:
        own = self.pick(number)
        if own and not self.held[own].is_deleted:
            change = records.delete(self.session, [own], NOW)
            self.last = (change, {own: self.held[own]})
            self.held[own] = replace(self.held[own], is_deleted=True)

    def restore(self, number: int, _other: int) -> None:
        own = self.pick(number)
        if own:
            records.restore(self.session, [own], NOW)
            self.held[own] = replace(self.held[own], is_deleted=False)

    def undo(self, _number: int, _other: int) -> None:
        if not self.last:
            return
        change, before = self.last
        self.last = None
        undone = 0
        for was in change.applications:
            model, back = self.held[was.id], before[was.id]
            as_left = model.is_deleted if change.kind == "deleted" else not model.is_deleted
            if change.kind == "moved":
                same = (was.current["stage_id"], was.current["status"]) == (model.stage, model.status)
                as_left = as_left and same and back.stage in self.order
                back = replace(back, status=self.status(back.stage) or back.status)
            else:
                back = replace(model, is_deleted=False)
            if as_left:
                self.held[was.id] = back
                undone += 1
        assert records.undo(self.session, change, NOW) == undone

    def status(self, stage: UUID) -> Status | None:
        return stages.to_status(self.meaning.get(stage))

    def make(self, meaning: Meaning, _number: int) -> None:
        if len(self.order) < stages.MAX_STAGES:
            made = stages.create(self.session, uuid4().hex[:8], meaning)
            self.order.append(made.id)
            self.meaning[made.id] = meaning

    def stand_for(self, meaning: Meaning, number: int) -> None:
        place = self.stage(number)
        stages.change_meaning(self.session, place, meaning, NOW)
        self.meaning[place] = meaning
        status = stages.to_status(meaning)
        if status:
            self.held = {
                item: replace(one, status=status) if one.stage == place else one for item, one in self.held.items()
            }

    def drop(self, number: int, _other: int) -> None:
        place = self.stage(number)
        is_used = any(one.stage == place and not one.is_deleted for one in self.held.values())
        if is_used or len(self.order) == 1:
            with pytest.raises(InvalidChange):
                stages.remove(self.session, place)
            return
        stages.remove(self.session, place)
        self.order.remove(place)
        for item, one in self.held.items():
            if one.stage == place:
                fits = [other for wanted in (one.status, None) for other in self.order if self.meaning[other] == wanted]
                to = (fits or self.order)[0]
                self.held[item] = replace(one, stage=to, status=self.status(to) or one.status)

    def check(self) -> None:
        """The database says what the model says, and what its own history says."""
        rows = self.session.execute(select(applications)).all()
        found = {row.id: Model(row.stage_id, row.status, row.deleted_at is not None) for row in rows}
        assert found == self.held
        for item, one in found.items():
            assert self.status(one.stage) in {None, one.status}, "stage and status agree"
            assert {place.id: place.meaning for place in stages.list_stages(self.session)} == {
                place: self.meaning[place] for place in self.order
            }
            moments: list[datetime] = [event.created_at for event in timeline.list_events(self.session, item)]
            assert moments == sorted(moments, reverse=True)


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operations=OPERATIONS)
def test_stage_and_status_agree_whatever_is_done(
    shared: TestDatabase, operations: list[tuple[str, object, int]]
) -> None:
    with user_session(person(f"{uuid4().hex}@example.org").id, writes=True) as session:
        tracker = Tracker(session)
        names = {"stage": "make", "stand for": "stand_for"}
        for name, first, second in operations:
            getattr(tracker, names.get(name, name))(first, second)
            session.expire_all()
        tracker.check()

"""Applications are added, edited, moved, deleted and had back; stages mean what they say; nobody sees another's."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications import records, stages, timeline
from app.applications.new_application import NewApplication, NewEvent
from app.applications.stages import InvalidChange, Status
from app.kit.tables import applications
from database.identity import company_id
from database.sessions import user_session
from tests.app.applications.conftest import STEADY
from tests.app.ledger import NOW
from tests.app.people import Person, person

DAY = timedelta(days=1)


def stage(session: Session, name: str) -> UUID:
    """A stage's id by its name."""
    match = stages.find_by_name(session, name)
    assert match
    return match.id


def row(session: Session, application_id: UUID) -> dict[str, object]:
    return dict(session.execute(select(applications).where(applications.c.id == application_id)).mappings().one())


def kinds(session: Session, application_id: UUID) -> list[str]:
    return [event.kind for event in reversed(timeline.list_events(session, application_id))]


def test_the_usual_stages_are_there_on_first_use_and_once(ada_session: Session) -> None:
    assert stages.list_stages(ada_session) == ()
    assert [(stage.name, stage.meaning) for stage in stages.ensure_stages(ada_session)] == list(stages.DEFAULT_STAGES)
    assert stages.ensure_stages(ada_session) == stages.list_stages(ada_session)
    assert all(stage.is_default for stage in stages.list_stages(ada_session))


def test_an_entry_by_hand(ada_session: Session) -> None:
    application_id = records.add(
        ada_session,
        NewApplication(title="  Data \n Engineer ", company="Northwind Analytics GmbH", applied_at=NOW - DAY),
    )
    stored = row(ada_session, application_id)
    assert stored["listing_snapshot"] == {
        "title": "Data Engineer",
        "company": "Northwind Analytics GmbH",
        "location": None,
    }
    assert (stored["status"], stored["stage_id"]) == (Status.APPLIED, stage(ada_session, "applied"))
    assert stored["company_id"] == company_id("northwind analytics")
    assert (stored["source"], stored["applied_at"], stored["response_at"]) == ("manual", NOW - DAY, None)
    (begun,) = timeline.list_events(ada_session, application_id)
    assert (begun.kind, begun.at, begun.payload["to"]) == ("created", NOW, "Applied")


def test_an_entry_for_a_listing_keeps_what_was_seen(ada_session: Session) -> None:
    snapshot = {
        "title": "Data Engineer",
        "company": "Northwind",
        "url": "https://jobs.example/1",
        "payload_hash": "abc",
    }
    application_id = records.add(
        ada_session, NewApplication(title="Data Engineer", snapshot=snapshot, listing_id=STEADY.id, source="prefill")
    )
    stored = row(ada_session, application_id)
    assert stored["listing_snapshot"] == snapshot
    assert stored["job_post_url"] == "https://jobs.example/1"
    assert stored["job_listing_id"] == STEADY.id
    assert stored["company_id"] == company_id("northwind analytics")


def test_a_given_history_is_the_whole_history(ada_session: Session) -> None:
    past = (
        NewEvent("note", NOW - 3 * DAY, {"kind": "created"}),
        NewEvent("follow_up", NOW + DAY, {"text": "Call", "done": False}),
    )
    application_id = records.add(
        ada_session, NewApplication(title="Baker", history=past, follow_up_at=NOW + DAY, created_at=NOW - 3 * DAY)
    )
    assert kinds(ada_session, application_id) == ["created", "follow_up"]
    assert row(ada_session, application_id)["follow_up_at"] == NOW + DAY


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (NewApplication(title=" \x00 "), "title"),
        (NewApplication(title="Baker", applied_at=NOW + 3 * DAY), "in the future"),
        (NewApplication(title="Baker", stage_id=uuid4()), "no longer exists"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(ada_session: Session, entry: NewApplication, words: str) -> None:
    with pytest.raises(InvalidChange, match=words):
        records.add(ada_session, entry)


def test_moving_dates_what_has_no_date_and_says_so_in_the_history(ada_session: Session) -> None:
    application_id = records.add(ada_session, NewApplication(title="Baker"))
    for name, at in (("Applied", NOW - 9 * DAY), ("Interviewing", NOW - 5 * DAY), ("Ghosted", NOW)):
        records.move(ada_session, [application_id], stage(ada_session, name), at)
    stored = row(ada_session, application_id)
    assert (stored["applied_at"], stored["response_at"]) == (NOW - 9 * DAY, NOW - 5 * DAY)
    assert (stored["status"], stored["stage_id"]) == (Status.INTERVIEWING, stage(ada_session, "Ghosted"))
    moves = [event for event in reversed(timeline.list_events(ada_session, application_id)) if event.kind == "move"]
    assert [(move.payload["from"], move.payload["to"], move.payload["status_to"]) for move in moves] == [
        ("Planned", "Applied", "applied"),
        ("Applied", "Interviewing", "interviewing"),
        ("Interviewing", "Ghosted", "interviewing"),
    ]
    assert records.move(ada_session, [application_id], stage(ada_session, "Ghosted"), NOW).applications == ()


def test_many_move_at_once_and_back(ada_session: Session) -> None:
    application_ids = [records.add(ada_session, NewApplication(title=f"Job {number}")) for number in range(5)]
    stored_before = [row(ada_session, application_id) for application_id in application_ids]
    change = records.move(ada_session, [*application_ids, uuid4()], stage(ada_session, "Applied"), NOW)
    assert (len(change.applications), change.missing) == (5, 1)
    assert {row(ada_session, application_id)["status"] for application_id in application_ids} == {Status.APPLIED}
    assert records.undo(ada_session, change, NOW) == 5
    assert [row(ada_session, application_id) for application_id in application_ids] == stored_before
    assert {tuple(kinds(ada_session, application_id)) for application_id in application_ids} == {("created",)}


def test_an_edit_says_before_and_after_and_can_be_undone(ada_session: Session) -> None:
    application_id = records.add(ada_session, NewApplication(title="Baker", company="Globex", notes="First"))
    change = records.edit(
        ada_session,
        application_id,
        {"title": "Head baker", "applied_at": NOW - DAY, "notes": " ", "salary_min": 50},
        NOW,
    )
    stored = row(ada_session, application_id)
    assert (stored["notes"], stored["applied_at"]) == (None, NOW - DAY)
    assert stored["listing_snapshot"] == {
        "title": "Head baker",
        "company": "Globex",
        "location": None,
        "salary_min": 50,
    }
    events = timeline.list_events(ada_session, application_id)[0].payload["fields"]
    assert events["title"] == {"before": "Baker", "after": "Head baker"}
    assert events["notes"] == {"before": "First", "after": None}
    assert records.undo(ada_session, change, NOW) == 1
    assert row(ada_session, application_id)["notes"] == "First"
    assert kinds(ada_session, application_id) == ["created"]
    assert records.edit(ada_session, application_id, {"title": "Baker"}, NOW).applications == ()
    with pytest.raises(InvalidChange, match="title"):
        records.edit(ada_session, application_id, {"title": " "}, NOW)
    with pytest.raises(KeyError):
        records.edit(ada_session, application_id, {"stage_id": uuid4()}, NOW)


def test_undo_leaves_alone_what_changed_since(ada_session: Session) -> None:
    application_id = records.add(ada_session, NewApplication(title="Baker"))
    first = records.move(ada_session, [application_id], stage(ada_session, "Applied"), NOW)
    records.move(ada_session, [application_id], stage(ada_session, "Offer"), NOW)
    assert records.undo(ada_session, first, NOW) == 0
    assert row(ada_session, application_id)["status"] == Status.OFFER


def test_deleting_hides_and_can_be_undone_and_moving_the_deleted_says_so(ada_session: Session) -> None:
    application_id = records.add(ada_session, NewApplication(title="Baker"))
    change = records.delete(ada_session, [application_id], NOW)
    with pytest.raises(InvalidChange, match="deleted in another window"):
        records.move(ada_session, [application_id], stage(ada_session, "Applied"), NOW)
    assert records.undo(ada_session, change, NOW) == 1
    records.move(ada_session, [application_id], stage(ada_session, "Applied"), NOW)
    records.delete(ada_session, [application_id], NOW)
    assert len(records.restore(ada_session, [application_id], NOW).applications) == 1
    assert row(ada_session, application_id)["deleted_at"] is None


def test_a_stage_of_ones_own_is_made_named_ordered_and_removed(ada_session: Session) -> None:
    stages.ensure_stages(ada_session)
    test = stages.create(ada_session, " Take-home  test ", Status.INTERVIEWING)
    assert stages.list_stages(ada_session)[-1] == test
    with pytest.raises(InvalidChange, match="already"):
        stages.create(ada_session, "take-home TEST")
    with pytest.raises(InvalidChange, match="name"):
        stages.create(ada_session, " ")
    stages.rename(ada_session, test.id, "Homework")
    stages.reorder(ada_session, [test.id])
    assert [stage.name for stage in stages.list_stages(ada_session)][:2] == ["Homework", "Planned"]
    application_id = records.add(ada_session, NewApplication(title="Baker", stage_id=test.id))
    with pytest.raises(InvalidChange, match="still has 1 application"):
        stages.remove(ada_session, test.id)
    change = records.delete(ada_session, [application_id], NOW)
    stages.remove(ada_session, test.id)
    records.undo(ada_session, change, NOW)
    assert row(ada_session, application_id)["stage_id"] == stage(ada_session, "Interviewing")


def test_what_a_stage_stands_for_counts_for_what_is_in_it(ada_session: Session) -> None:
    application_id = records.add(ada_session, NewApplication(title="Baker", stage_id=stage(ada_session, "Withdrawn")))
    assert row(ada_session, application_id)["status"] == Status.PLANNED
    assert stages.change_meaning(ada_session, stage(ada_session, "Withdrawn"), Status.REJECTED, NOW) == 1
    assert row(ada_session, application_id)["status"] == Status.REJECTED
    assert timeline.list_events(ada_session, application_id)[0].payload["status_to"] == "rejected"
    assert stages.change_meaning(ada_session, stage(ada_session, "Withdrawn"), None, NOW) == 0
    assert row(ada_session, application_id)["status"] == Status.REJECTED


def test_interviews_offers_and_follow_ups_stand_in_the_timeline(ada_session: Session) -> None:
    application_id = records.add(ada_session, NewApplication(title="Baker", follow_up_at=NOW + 5 * DAY))
    first = timeline.write(
        ada_session, application_id, "interview", NOW + DAY, {"round": "1", "with": "Priya", "minutes": 45}
    )
    timeline.write(
        ada_session,
        application_id,
        "offer",
        NOW,
        {"text": "Well", "amount": 70_000, "currency": "EUR", "period": "year"},
    )
    soon = timeline.write(ada_session, application_id, "follow_up", NOW + 2 * DAY, {"text": "Thank them"})
    assert row(ada_session, application_id)["follow_up_at"] == NOW + 2 * DAY
    timeline.mark_done(ada_session, soon)
    assert row(ada_session, application_id)["follow_up_at"] == NOW + 5 * DAY
    timeline.complete_follow_ups(ada_session, application_id, NOW + 6 * DAY)
    assert row(ada_session, application_id)["follow_up_at"] is None
    timeline.rewrite(ada_session, first, NOW + 3 * DAY, {"round": "2", "with": "Priya"})
    removed = timeline.remove(ada_session, first)
    assert removed.payload == {"round": "2", "with": "Priya"}
    timeline.restore(ada_session, removed)
    assert sorted(kinds(ada_session, application_id)) == ["created", "follow_up", "follow_up", "interview", "offer"]
    with pytest.raises(InvalidChange, match="Enter a note"):
        timeline.write(ada_session, application_id, "note", NOW, {"text": " "})
    with pytest.raises(InvalidChange, match="recorded automatically"):
        timeline.remove(
            ada_session,
            next(event.id for event in timeline.list_events(ada_session, application_id) if event.kind == "created"),
        )


def test_a_follow_up_without_an_entry_can_be_done_too(ada_session: Session) -> None:
    past = (NewEvent("note", NOW, {"kind": "created"}),)
    application_id = records.add(ada_session, NewApplication(title="Baker", follow_up_at=NOW - DAY, history=past))
    timeline.complete_follow_ups(ada_session, application_id, NOW)
    assert row(ada_session, application_id)["follow_up_at"] is None


def test_nobody_reaches_anothers(ada: Person) -> None:
    bob = person(f"bob-{uuid4().hex[:8]}@example.org")
    with user_session(ada.id, writes=True) as session:
        application_id = records.add(session, NewApplication(title="Baker"))
        place = stage(session, "Applied")
    with user_session(bob.id, writes=True) as session:
        stages.ensure_stages(session)
        for attempt in (
            lambda: records.move(session, [application_id], stage(session, "Applied"), NOW),
            lambda: records.edit(session, application_id, {"title": "Mine"}, NOW),
            lambda: records.delete(session, [application_id], NOW),
            lambda: timeline.write(session, application_id, "note", NOW, {"text": "Mine"}),
            lambda: records.add(session, NewApplication(title="Mine", stage_id=place)),
        ):
            with pytest.raises(InvalidChange):
                attempt()
    with user_session(ada.id) as session:
        assert kinds(session, application_id) == ["created"]

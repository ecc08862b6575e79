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
    found = stages.find_by_name(session, name)
    assert found
    return found.id


def row(session: Session, application_id: UUID) -> dict[str, object]:
    return dict(session.execute(select(applications).where(applications.c.id == application_id)).mappings().one())


def kinds(session: Session, application_id: UUID) -> list[str]:
    return [one.kind for one in reversed(timeline.list_events(session, application_id))]


def test_the_usual_stages_are_there_on_first_use_and_once(own: Session) -> None:
    assert stages.list_stages(own) == ()
    assert [(one.name, one.meaning) for one in stages.ensure_stages(own)] == list(stages.DEFAULTS)
    assert stages.ensure_stages(own) == stages.list_stages(own)
    assert all(one.is_default for one in stages.list_stages(own))


def test_an_entry_by_hand(own: Session) -> None:
    made = records.add(
        own, NewApplication(title="  Data \n Engineer ", company="Northwind Analytics GmbH", applied_at=NOW - DAY)
    )
    found = row(own, made)
    assert found["listing_snapshot"] == {
        "title": "Data Engineer", "company": "Northwind Analytics GmbH", "location": None,
    }  # fmt: skip
    assert (found["status"], found["stage_id"]) == (Status.APPLIED, stage(own, "applied"))
    assert found["company_id"] == company_id("northwind analytics")
    assert (found["source"], found["applied_at"], found["response_at"]) == ("manual", NOW - DAY, None)
    (begun,) = timeline.list_events(own, made)
    assert (begun.kind, begun.at, begun.payload["to"]) == ("created", NOW, "Applied")


def test_an_entry_for_a_listing_keeps_what_was_seen(own: Session) -> None:
    seen = {"title": "Data Engineer", "company": "Northwind", "url": "https://jobs.example/1", "payload_hash": "abc"}
    made = records.add(
        own, NewApplication(title="Data Engineer", snapshot=seen, listing_id=STEADY.id, source="prefill")
    )
    found = row(own, made)
    assert found["listing_snapshot"] == seen
    assert found["job_post_url"] == "https://jobs.example/1"
    assert found["job_listing_id"] == STEADY.id
    assert found["company_id"] == company_id("northwind analytics")


def test_a_given_history_is_the_whole_history(own: Session) -> None:
    past = (
        NewEvent("note", NOW - 3 * DAY, {"kind": "created"}),
        NewEvent("follow_up", NOW + DAY, {"text": "Call", "done": False}),
    )
    made = records.add(
        own, NewApplication(title="Baker", history=past, follow_up_at=NOW + DAY, created_at=NOW - 3 * DAY)
    )
    assert kinds(own, made) == ["created", "follow_up"]
    assert row(own, made)["follow_up_at"] == NOW + DAY


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (NewApplication(title=" \x00 "), "title"),
        (NewApplication(title="Baker", applied_at=NOW + 3 * DAY), "in the future"),
        (NewApplication(title="Baker", stage_id=uuid4()), "no longer exists"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(own: Session, entry: NewApplication, words: str) -> None:
    with pytest.raises(InvalidChange, match=words):
        records.add(own, entry)


def test_moving_dates_what_has_no_date_and_says_so_in_the_history(own: Session) -> None:
    made = records.add(own, NewApplication(title="Baker"))
    for name, at in (("Applied", NOW - 9 * DAY), ("Interviewing", NOW - 5 * DAY), ("Ghosted", NOW)):
        records.move(own, [made], stage(own, name), at)
    found = row(own, made)
    assert (found["applied_at"], found["response_at"]) == (NOW - 9 * DAY, NOW - 5 * DAY)
    assert (found["status"], found["stage_id"]) == (Status.INTERVIEWING, stage(own, "Ghosted"))
    moves = [one for one in reversed(timeline.list_events(own, made)) if one.kind == "move"]
    assert [(one.payload["from"], one.payload["to"], one.payload["status_to"]) for one in moves] == [
        ("Planned", "Applied", "applied"),
        ("Applied", "Interviewing", "interviewing"),
        ("Interviewing", "Ghosted", "interviewing"),
    ]
    assert records.move(own, [made], stage(own, "Ghosted"), NOW).applications == ()


def test_many_move_at_once_and_back(own: Session) -> None:
    made = [records.add(own, NewApplication(title=f"Job {number}")) for number in range(5)]
    before = [row(own, one) for one in made]
    done = records.move(own, [*made, uuid4()], stage(own, "Applied"), NOW)
    assert (len(done.applications), done.missing) == (5, 1)
    assert {row(own, one)["status"] for one in made} == {Status.APPLIED}
    assert records.undo(own, done, NOW) == 5
    assert [row(own, one) for one in made] == before
    assert {tuple(kinds(own, one)) for one in made} == {("created",)}


def test_an_edit_says_before_and_after_and_can_be_undone(own: Session) -> None:
    made = records.add(own, NewApplication(title="Baker", company="Globex", notes="First"))
    change = records.edit(
        own, made, {"title": "Head baker", "applied_at": NOW - DAY, "notes": " ", "salary_min": 50}, NOW
    )
    found = row(own, made)
    assert (found["notes"], found["applied_at"]) == (None, NOW - DAY)
    assert found["listing_snapshot"] == {"title": "Head baker", "company": "Globex", "location": None, "salary_min": 50}
    told = timeline.list_events(own, made)[0].payload["fields"]
    assert told["title"] == {"before": "Baker", "after": "Head baker"}
    assert told["notes"] == {"before": "First", "after": None}
    assert records.undo(own, change, NOW) == 1
    assert row(own, made)["notes"] == "First"
    assert kinds(own, made) == ["created"]
    assert records.edit(own, made, {"title": "Baker"}, NOW).applications == ()
    with pytest.raises(InvalidChange, match="title"):
        records.edit(own, made, {"title": " "}, NOW)
    with pytest.raises(KeyError):
        records.edit(own, made, {"stage_id": uuid4()}, NOW)


def test_undo_leaves_alone_what_changed_since(own: Session) -> None:
    made = records.add(own, NewApplication(title="Baker"))
    first = records.move(own, [made], stage(own, "Applied"), NOW)
    records.move(own, [made], stage(own, "Offer"), NOW)
    assert records.undo(own, first, NOW) == 0
    assert row(own, made)["status"] == Status.OFFER


def test_deleting_hides_and_can_be_undone_and_moving_the_deleted_says_so(own: Session) -> None:
    made = records.add(own, NewApplication(title="Baker"))
    gone = records.delete(own, [made], NOW)
    with pytest.raises(InvalidChange, match="deleted in another window"):
        records.move(own, [made], stage(own, "Applied"), NOW)
    assert records.undo(own, gone, NOW) == 1
    records.move(own, [made], stage(own, "Applied"), NOW)
    records.delete(own, [made], NOW)
    assert len(records.restore(own, [made], NOW).applications) == 1
    assert row(own, made)["deleted_at"] is None


def test_a_stage_of_ones_own_is_made_named_ordered_and_removed(own: Session) -> None:
    stages.ensure_stages(own)
    test = stages.create(own, " Take-home  test ", Status.INTERVIEWING)
    assert stages.list_stages(own)[-1] == test
    with pytest.raises(InvalidChange, match="already"):
        stages.create(own, "take-home TEST")
    with pytest.raises(InvalidChange, match="name"):
        stages.create(own, " ")
    stages.rename(own, test.id, "Homework")
    stages.reorder(own, [test.id])
    assert [one.name for one in stages.list_stages(own)][:2] == ["Homework", "Planned"]
    made = records.add(own, NewApplication(title="Baker", stage_id=test.id))
    with pytest.raises(InvalidChange, match="still holds"):
        stages.remove(own, test.id)
    gone = records.delete(own, [made], NOW)
    stages.remove(own, test.id)
    records.undo(own, gone, NOW)
    assert row(own, made)["stage_id"] == stage(own, "Interviewing")


def test_what_a_stage_stands_for_counts_for_what_is_in_it(own: Session) -> None:
    made = records.add(own, NewApplication(title="Baker", stage_id=stage(own, "Withdrawn")))
    assert row(own, made)["status"] == Status.PLANNED
    assert stages.change_meaning(own, stage(own, "Withdrawn"), Status.REJECTED, NOW) == 1
    assert row(own, made)["status"] == Status.REJECTED
    assert timeline.list_events(own, made)[0].payload["status_to"] == "rejected"
    assert stages.change_meaning(own, stage(own, "Withdrawn"), None, NOW) == 0
    assert row(own, made)["status"] == Status.REJECTED


def test_interviews_offers_and_follow_ups_stand_in_the_timeline(own: Session) -> None:
    made = records.add(own, NewApplication(title="Baker", follow_up_at=NOW + 5 * DAY))
    first = timeline.write(own, made, "interview", NOW + DAY, {"round": "1", "with": "Priya", "minutes": 45})
    timeline.write(own, made, "offer", NOW, {"text": "Well", "amount": 70_000, "currency": "EUR", "period": "year"})
    soon = timeline.write(own, made, "follow_up", NOW + 2 * DAY, {"text": "Thank them"})
    assert row(own, made)["follow_up_at"] == NOW + 2 * DAY
    timeline.mark_done(own, soon)
    assert row(own, made)["follow_up_at"] == NOW + 5 * DAY
    timeline.complete_follow_ups(own, made, NOW + 6 * DAY)
    assert row(own, made)["follow_up_at"] is None
    timeline.rewrite(own, first, NOW + 3 * DAY, {"round": "2", "with": "Priya"})
    gone = timeline.remove(own, first)
    assert gone.payload == {"round": "2", "with": "Priya"}
    timeline.restore(own, gone)
    assert sorted(kinds(own, made)) == ["created", "follow_up", "follow_up", "interview", "offer"]
    with pytest.raises(InvalidChange, match="Enter a note"):
        timeline.write(own, made, "note", NOW, {"text": " "})
    with pytest.raises(InvalidChange, match="recorded automatically"):
        timeline.remove(own, next(one.id for one in timeline.list_events(own, made) if one.kind == "created"))


def test_a_follow_up_without_an_entry_can_be_done_too(own: Session) -> None:
    past = (NewEvent("note", NOW, {"kind": "created"}),)
    made = records.add(own, NewApplication(title="Baker", follow_up_at=NOW - DAY, history=past))
    timeline.complete_follow_ups(own, made, NOW)
    assert row(own, made)["follow_up_at"] is None


def test_nobody_reaches_anothers(ada: Person) -> None:
    bob = person(f"bob-{uuid4().hex[:8]}@example.org")
    with user_session(ada.id, writes=True) as session:
        made = records.add(session, NewApplication(title="Baker"))
        place = stage(session, "Applied")
    with user_session(bob.id, writes=True) as session:
        stages.ensure_stages(session)
        for attempt in (
            lambda: records.move(session, [made], stage(session, "Applied"), NOW),
            lambda: records.edit(session, made, {"title": "Mine"}, NOW),
            lambda: records.delete(session, [made], NOW),
            lambda: timeline.write(session, made, "note", NOW, {"text": "Mine"}),
            lambda: records.add(session, NewApplication(title="Mine", stage_id=place)),
        ):
            with pytest.raises(InvalidChange):
                attempt()
    with user_session(ada.id) as session:
        assert kinds(session, made) == ["created"]

"""Saved jobs keep what a person wrote, show what became of the job since, and are nobody else's."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from app.listings.history import find_changes_since
from app.saved import followed_companies, service
from app.saved import queries as saved_queries
from database.identity import company_id
from database.models import PriorityLevel
from database.sessions import user_session
from tests.app.ledger import NOW
from tests.app.people import Person
from tests.app.seeded_jobs import SAVED, SINCE

Jobs = dict[str, UUID]


def save_all(session: Session, jobs: Jobs) -> None:
    for number, one in enumerate(jobs.values()):
        service.save(session, one, SAVED + timedelta(minutes=number))


def titles(found: tuple[saved_queries.SavedCard, ...]) -> list[str]:
    return [one.card.title for one in found]


def test_a_job_is_saved_once_and_only_if_it_is_there(jobs: Jobs, own: Session) -> None:
    assert service.save(own, jobs["steady"], NOW)
    assert not service.save(own, jobs["steady"], NOW)
    assert not service.save(own, uuid4(), NOW)
    assert saved_queries.count_saved_jobs(own) == saved_queries.SavedCounts(1, 0, 0)
    assert saved_queries.find_saved_ids(own, list(jobs.values())) == {jobs["steady"]}


def test_what_happened_since_saving_is_shown(jobs: Jobs, own: Session) -> None:
    save_all(own, jobs)
    assert saved_queries.count_saved_jobs(own) == saved_queries.SavedCounts(all=5, changed=2, closed=1)
    since = {one.card.title: one.changed_at for one in saved_queries.load_saved_cards(own)}
    assert since == {
        "Steady": None, "Changed": SINCE, "Closed": None, "Back": NOW - timedelta(days=1), "Rich": None,
    }  # fmt: skip
    assert sorted(titles(saved_queries.load_saved_cards(own, saved_filter="changed"))) == ["Back", "Changed"]
    assert titles(saved_queries.load_saved_cards(own, saved_filter="closed")) == ["Closed"]


def test_a_change_before_saving_is_no_change(jobs: Jobs, own: Session) -> None:
    service.save(own, jobs["changed"], SINCE + timedelta(minutes=1))
    assert saved_queries.count_saved_jobs(own).changed == 0
    assert find_changes_since(own, {jobs["changed"]: SINCE + timedelta(minutes=1)}) == {}


def test_the_difference_is_between_what_was_saved_and_now(jobs: Jobs, own: Session) -> None:
    before, after = find_changes_since(own, {jobs["changed"]: SAVED, jobs["steady"]: SAVED})[jobs["changed"]]
    assert (before.pay.high, after.pay.high) == (75_000, 95_000)
    assert jobs["reopened"] not in find_changes_since(own, {jobs["reopened"]: SAVED})


def test_orders(jobs: Jobs, own: Session) -> None:
    save_all(own, jobs)
    service.write_note(own, jobs["closed"], "", PriorityLevel.LOW)
    service.write_note(own, jobs["steady"], "", PriorityLevel.HIGH)
    service.write_note(own, jobs["rich"], "", PriorityLevel.MED)
    assert titles(saved_queries.load_saved_cards(own)) == ["Rich", "Back", "Closed", "Changed", "Steady"]
    assert titles(saved_queries.load_saved_cards(own, "priority")) == ["Steady", "Rich", "Closed", "Back", "Changed"]
    assert titles(saved_queries.load_saved_cards(own, "pay"))[:2] == ["Rich", "Changed"]
    assert saved_queries.load_saved_cards(own, number=2) == ()


def test_notes_are_kept_as_written_and_blank_is_none(jobs: Jobs, own: Session) -> None:
    assert not service.write_note(own, jobs["steady"], "not saved", None)
    service.save(own, jobs["steady"], NOW)
    assert service.write_note(own, jobs["steady"], "  <b>Ask\x00 Priya</b>\nsoon ", PriorityLevel.HIGH)
    kept = saved_queries.find_saved_job(own, jobs["steady"])
    assert kept is not None
    assert (kept.note, kept.priority) == ("<b>Ask Priya</b>\nsoon", PriorityLevel.HIGH)
    service.write_note(own, jobs["steady"], " \n", None)
    assert saved_queries.find_saved_job(own, jobs["steady"]) == saved_queries.SavedJobDetails(
        jobs["steady"], NOW, None, None
    )


def test_removing_can_be_undone(jobs: Jobs, own: Session) -> None:
    save_all(own, jobs)
    service.write_note(own, jobs["steady"], "mine", PriorityLevel.HIGH)
    before = saved_queries.load_saved_cards(own)
    removed = service.remove(own, [jobs["steady"], jobs["closed"], uuid4()])
    assert len(removed) == 2
    assert saved_queries.count_saved_jobs(own).all == 3
    service.restore(own, removed)
    service.restore(own, removed)
    assert saved_queries.load_saved_cards(own) == before


def test_nobody_elses_jobs_are_seen_or_removed(jobs: Jobs, ada: Person, bob: Person) -> None:
    with user_session(ada.id, writes=True) as session:
        save_all(session, jobs)
        followed_companies.follow(session, company_id("globex"), NOW)
    with user_session(bob.id, writes=True) as session:
        assert saved_queries.count_saved_jobs(session) == saved_queries.SavedCounts(0, 0, 0)
        assert saved_queries.find_saved_job(session, jobs["steady"]) is None
        assert service.remove(session, list(jobs.values())) == ()
        assert not service.write_note(session, jobs["steady"], "bob was here", None)
        assert followed_companies.list_followed_companies(session, SAVED) == ()
        assert not followed_companies.unfollow(session, company_id("globex"))
    with user_session(ada.id, writes=True) as session:
        assert saved_queries.count_saved_jobs(session).all == 5


def test_following_a_company(jobs: Jobs, own: Session) -> None:
    northwind, globex = company_id("northwind analytics"), company_id("globex")
    assert followed_companies.follow(own, northwind, NOW)
    assert not followed_companies.follow(own, northwind, NOW)
    assert not followed_companies.follow(own, uuid4(), NOW)
    followed_companies.follow(own, globex, NOW)
    [one, other] = followed_companies.list_followed_companies(own, SAVED)
    assert (one.name, one.open_jobs, one.new_jobs) == ("Globex", 1, 0)
    assert (other.name, other.open_jobs, other.new_jobs) == ("Northwind Analytics", 3, 0)
    assert followed_companies.is_followed(own, globex)
    assert followed_companies.unfollow(own, globex)
    assert not followed_companies.is_followed(own, globex)

"""A listing's page has its facts, its life, its versions and the way back to the stored answer."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from app.kit import identifiers
from app.listings import history, queries, related_jobs
from tests.app.ledger import NOW, Job, Key, Ledger, Version

KEY = Key("greenhouse", "northwind", "77")
FIRST, SECOND = NOW - timedelta(days=20), NOW - timedelta(days=10)
GONE, BACK = NOW - timedelta(days=6), NOW - timedelta(days=2)
JOB = Job(text="Old text.", requisition="R-1", html="<p>Old text.</p>")
NEWER = replace(JOB, text="New text.", pay=(70_000, 90_000, "EUR", "year"), html="<p>New text.</p>")


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """A listing that opened, changed, closed and opened again."""
    ledger.listing(KEY, Version(FIRST, JOB), Version(SECOND, NEWER), closed=GONE, reopened=BACK)
    return ledger


def test_facts_and_board_of_a_listing(told: Ledger, session: Session) -> None:
    told.commit()
    found = queries.find_listing(session, KEY.id)
    assert found is not None
    assert (found.card.title, found.external_id, found.requisition_key) == ("Data Engineer", "77", "R-1")
    assert (found.html, found.description) == ("<p>New text.</p>", "New text.")
    assert (found.board.slug, found.board.source_code, found.board.last_complete_fetch) == (
        "northwind",
        "greenhouse",
        NOW,
    )
    assert (found.first_seen_at, found.changed_at, found.closed_at) == (FIRST, BACK, None)


def test_an_unknown_id_is_no_listing(told: Ledger, session: Session) -> None:
    told.commit()
    assert queries.find_listing(session, uuid4()) is None
    assert history.load_history(session, uuid4()) == history.ListingHistory((), ())


@pytest.mark.parametrize("written", [None, "", "7", "not-an-id", "<script>", "0" * 31])
def test_what_is_no_id_identifies_nothing(written: str | None) -> None:
    assert identifiers.parse_uuid(written) is None


def test_its_life_is_told_in_order(told: Ledger, session: Session) -> None:
    told.commit()
    past = history.load_history(session, KEY.id)
    assert [(event.kind, event.reason, event.at) for event in past.events] == [
        ("opened", None, FIRST),
        ("changed", None, SECOND),
        ("closed", "absent", GONE),
        ("reopened", None, BACK),
    ]
    assert [(version.number, version.captured_at, version.text) for version in past.versions] == [
        (1, FIRST, "Old text."),
        (2, SECOND, "New text."),
    ]
    assert past.payload_hash == past.versions[1].payload_hash


def test_each_version_leads_to_its_run_and_stored_answer(told: Ledger, session: Session) -> None:
    told.commit()
    for version, text in zip(history.load_history(session, KEY.id).versions, ("Old text.", "New text."), strict=True):
        assert version.run is not None
        assert (version.run.started_at, version.run.status) == (version.captured_at, "success")
        answer = history.load_payload(session, KEY.id, version.payload_hash)
        assert answer is not None
        assert json.loads(answer)["content"] == text


def test_before_archiving_only_the_newest_answer_is_at_hand(ledger: Ledger, session: Session) -> None:
    ledger.listing(KEY, Version(FIRST, JOB), Version(SECOND, NEWER), archived=False)
    ledger.commit()
    older, newest = history.load_history(session, KEY.id).versions
    assert history.load_payload(session, KEY.id, older.payload_hash) is None
    assert "New text." in (history.load_payload(session, KEY.id, newest.payload_hash) or "")


def test_another_listings_hash_leads_nowhere(told: Ledger, session: Session) -> None:
    other = Key("greenhouse", "northwind", "78")
    told.listing(other, Version(FIRST, JOB))
    told.commit()
    [version] = history.load_history(session, other.id).versions
    assert history.load_payload(session, KEY.id, version.payload_hash) is None


def test_the_same_job_elsewhere_and_the_companys_other_jobs(told: Ledger, session: Session) -> None:
    at = Version(FIRST, JOB)
    elsewhere = replace(JOB, place=("Hamburg", None, "Germany"))
    same_requisition = told.listing(Key("greenhouse", "northwind", "80"), Version(FIRST, elsewhere))
    same_signature = told.listing(Key("adzuna", "gb", "81"), Version(FIRST, replace(JOB, requisition=None)))
    told.listing(
        Key("greenhouse", "northwind", "82"),
        Version(at.at, replace(JOB, title="Chef", requisition=None, company="Other")),
    )
    others = [
        told.listing(
            Key("greenhouse", "northwind", f"9{number}"),
            Version(FIRST, replace(JOB, title=f"Analyst {number}", requisition=None, posted_days_ago=number)),
        )
        for number in range(3)
    ]
    told.listing(
        Key("greenhouse", "northwind", "99"), Version(FIRST, replace(JOB, title="Gone", requisition=None)), closed=GONE
    )
    told.commit()
    found = queries.find_listing(session, KEY.id)
    assert found is not None
    assert {(one.card.id, one.relation) for one in related_jobs.find_same_job(session, found)} == {
        (same_requisition, "requisition"),
        (same_signature, "signature"),
    }
    cards, total = related_jobs.find_company_jobs(session, found, limit=2)
    assert [card.id for card in cards] == others[:2]
    assert total == 4  # the three and the posting with the same signature, which is another job for the company


def test_a_listing_without_company_has_no_others(ledger: Ledger, session: Session) -> None:
    ledger.listing(KEY, Version(FIRST, replace(JOB, company=None)))
    ledger.commit()
    found = queries.find_listing(session, KEY.id)
    assert found is not None
    assert related_jobs.find_company_jobs(session, found) == ((), 0)

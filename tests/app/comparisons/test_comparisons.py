"""Comparisons hold six jobs at most in a person's own order, count pay alike, and say what differs and what changed."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from app.comparisons import queries as comparisons_queries
from app.comparisons import service
from app.comparisons.comparison_rows import create_csv, list_comparison_rows
from app.comparisons.ui.picture import encode_script_json
from app.comparisons.ui.table import create_picture, format_table
from database.sessions import user_session
from tests.app.ledger import NOW, Job, Ledger, Version
from tests.app.people import Person
from tests.app.seeded_jobs import BEFORE, SAVED, key

Jobs = dict[str, UUID]
NASTY = "=cmd|'</script><b>x</b>'"


@pytest.fixture
def chosen(own: Session) -> UUID:
    return service.create(own, " Two\n offers ", NOW).id


def held(session: Session, chosen: UUID) -> list[str]:
    return [one.card.title for one in comparisons_queries.list_jobs(session, chosen)]


def test_six_jobs_fit_once_each(ledger: Ledger, jobs: Jobs, own: Session, chosen: UUID) -> None:
    more = [ledger.listing(key(f"m{number}"), Version(BEFORE, Job(title=f"More {number}"))) for number in range(2)]
    ledger.commit()
    added = [service.add(own, chosen, one, NOW) for one in [*jobs.values(), *more]]
    assert added == [True] * 6 + [False]
    assert not service.add(own, chosen, jobs["steady"], NOW)
    [listed] = comparisons_queries.list_sets(own)
    assert (listed.title, listed.jobs, listed.is_full) == ("Two offers", 6, True)
    assert comparisons_queries.find_compared_ids(own, chosen, [jobs["steady"], more[1]]) == {jobs["steady"]}


def test_the_order_is_the_persons(jobs: Jobs, own: Session, chosen: UUID) -> None:
    for name in ("steady", "rich", "changed"):
        service.add(own, chosen, jobs[name], NOW)
    service.move(own, chosen, jobs["changed"], -1)
    assert held(own, chosen) == ["Steady", "Changed", "Rich"]
    service.move(own, chosen, jobs["steady"], 5)
    service.move(own, chosen, uuid4(), 1)
    assert held(own, chosen) == ["Changed", "Rich", "Steady"]
    service.remove_job(own, chosen, jobs["rich"])
    service.add(own, chosen, jobs["closed"], NOW)
    assert held(own, chosen) == ["Changed", "Steady", "Closed"]


def test_pay_is_counted_alike_and_differences_are_said(jobs: Jobs, own: Session, chosen: UUID) -> None:
    for name in ("steady", "changed", "rich"):
        service.add(own, chosen, jobs[name], SAVED)
    compared = comparisons_queries.list_jobs(own, chosen)
    by_name = {fact.name: fact for fact in list_comparison_rows(compared, NOW)}
    assert by_name["Yearly pay"].values == (
        "€60,000 to €75,000 a year", "€80,000 to €95,000 a year", "US$208,000 to US$249,600 a year",
    )  # fmt: skip
    assert by_name["Yearly pay"].best is None  # two currencies: no one is ahead
    assert by_name["Stated pay"].values == ("", "", "US$100 to US$120 an hour")
    assert (by_name["Company"].is_different, by_name["Place"].is_different) == (True, False)
    alike = {fact.name: fact for fact in list_comparison_rows(compared[:2], NOW)}
    assert alike["Yearly pay"].best == 1
    assert "Stated pay" not in alike
    assert [one.card.title for one in compared if one.changes] == ["Changed"]
    drawn = format_table(compared, NOW, UTC)
    assert "<ins>€80,000 to €95,000 a year</ins>" in drawn
    assert f'href="/listing?id={jobs["changed"]}&amp;view=history"' in drawn


def test_shared_files_hold_everything_as_text(ledger: Ledger, jobs: Jobs, own: Session, chosen: UUID) -> None:
    nasty = ledger.listing(key("n"), Version(BEFORE, replace(Job(), title=NASTY, text=f"{NASTY} " * 60)))
    ledger.commit()
    for one in (nasty, jobs["steady"]):
        service.add(own, chosen, one, NOW)
    compared = comparisons_queries.list_jobs(own, chosen)
    rows = list(csv.reader(io.StringIO(create_csv(compared, NOW).decode("utf-8-sig"))))
    assert rows[0] == ["Title", f"'{NASTY}", "Steady"]
    assert all(len(row) == 3 for row in rows)
    assert "<b>x</b>" not in format_table(compared, NOW, UTC)
    written = encode_script_json(create_picture(compared, NASTY, NOW))
    assert "</script>" not in written
    assert json.loads(written)["jobs"] == [NASTY, "Steady"]


def test_names_can_be_changed_and_sets_deleted(jobs: Jobs, own: Session, chosen: UUID) -> None:
    service.add(own, chosen, jobs["steady"], NOW)
    service.rename(own, chosen, "  ")
    assert comparisons_queries.list_sets(own)[0].title == comparisons_queries.DEFAULT_TITLE
    service.delete_set(own, chosen)
    assert comparisons_queries.list_sets(own) == ()


def test_nobody_elses_comparison_is_seen_or_touched(jobs: Jobs, ada: Person, bob: Person) -> None:
    with user_session(ada.id, writes=True) as session:
        chosen = service.create(session, "Ada's", NOW).id
        service.add(session, chosen, jobs["steady"], NOW)
    with user_session(bob.id, writes=True) as session:
        assert comparisons_queries.list_sets(session) == ()
        assert comparisons_queries.list_jobs(session, chosen) == ()
        assert not service.add(session, chosen, jobs["rich"], NOW)
        service.rename(session, chosen, "Bob's")
        service.remove_job(session, chosen, jobs["steady"])
        service.move(session, chosen, jobs["steady"], 1)
        service.delete_set(session, chosen)
    with user_session(ada.id, writes=True) as session:
        assert [one.title for one in comparisons_queries.list_sets(session)] == ["Ada's"]
        assert held(session, chosen) == ["Steady"]

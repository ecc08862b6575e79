"""What the form proposes begins with what was typed, comes from open listings, and is found by an index."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.applications import Starlette

from app.search.routes import ROUTES
from app.search.suggestions import MAX_SUGGESTIONS, SUGGESTED_FIELDS, suggest
from tests.app.ledger import NOW, Job, Ledger, Version
from tests.app.seeded_jobs import key

TITLES = ("Data Engineer", "data engineer", "Data Analyst", "100% Baker", "Éclair Chef", "a" * 3_000)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    for number, title in enumerate(TITLES):
        ledger.listing(key(str(number)), Version(NOW, replace(Job(), title=title, company=f"Daton {number}")))
    gone = replace(Job(), title="Data Gone", company="Daton Gone", place=("Davos", None, "Switzerland"))
    ledger.listing(key("gone"), Version(NOW, gone), closed=NOW)
    ledger.commit()
    return ledger


def test_titles_of_open_jobs_the_most_frequent_first(filled: Ledger, session: Session) -> None:
    assert suggest(session, "title", " DATA ") == ("Data Engineer", "Data Analyst")
    assert suggest(session, "title", "éc") == ("Éclair Chef",)
    assert suggest(session, "title", "engineer") == ()
    assert suggest(session, "title", "aaa") == ("a" * 3_000,)


@pytest.mark.parametrize(
    "typed", ["", "d", " d ", "%%", "__", "\\\\", "\x00\x00", "x\ud7ff", f"x{chr(sys.maxunicode)}"]
)
@pytest.mark.parametrize("field", SUGGESTED_FIELDS)
def test_what_begins_nothing_gives_nothing(filled: Ledger, session: Session, typed: str, field: str) -> None:
    assert suggest(session, next(one for one in SUGGESTED_FIELDS if one == field), typed) == ()


def test_signs_stand_for_themselves(filled: Ledger, session: Session) -> None:
    assert suggest(session, "title", "100%") == ("100% Baker",)


def test_companies_that_hire(filled: Ledger, session: Session) -> None:
    assert suggest(session, "company", "dat") == tuple(f"Daton {number}" for number in range(len(TITLES)))
    assert suggest(session, "company", "daton g") == ()


def test_places_by_city_region_and_country(filled: Ledger, session: Session) -> None:
    assert suggest(session, "place", "ber") == ("Berlin",)
    assert suggest(session, "place", "GER") == ("Germany",)


def test_never_more_than_fit(ledger: Ledger, session: Session) -> None:
    for number in range(MAX_SUGGESTIONS + 3):
        ledger.listing(key(str(number)), Version(NOW, replace(Job(), title=f"Data {number}")))
    ledger.commit()
    assert len(suggest(session, "title", "data")) == MAX_SUGGESTIONS


def test_an_index_finds_them(filled: Ledger, session: Session) -> None:
    session.execute(text("set local enable_seqscan = off"))
    plan = "\n".join(
        session.scalars(
            text(
                "explain select title from job_listings where closed_at is null"
                " and lower(left(title, 80)) ~>=~ 'da' and lower(left(title, 80)) ~<~ 'db'"
            )
        )
    )
    assert "ix_job_listings_open_title" in plan


def test_the_route_answers_and_refuses(filled: Ledger) -> None:
    answer = ask(field="title", typed="data")
    assert answer.json() == ["Data Engineer", "Data Analyst"]
    assert "max-age" in answer.headers["cache-control"]
    assert ask(field="users", typed="data").status_code == 404


def ask(**parameters: str) -> httpx.Response:
    """GET /suggest."""

    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://jobs.example") as client:
            return await client.get("/suggest", params=parameters)

    return asyncio.run(get())

"""Search, count, preview, alerts and a slow, plain reference agree about every search and every listing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.alerts import matcher
from app.alerts.preview import find_recent_matches
from app.alerts.worktables import exclusive_session
from app.search import feed, ordering
from app.search.criteria import Criteria
from app.search.feed import Total
from tests.app.alerts.people import alert, person
from tests.app.ledger import NOW, Job, Key, Ledger, Version
from tests.app.search.reference import Reference, Term, keywords
from tests.thoroughness import examples

# Few words, so that they meet: with endings, stop words of several languages, letters beyond ASCII, some that one
# language takes for another's ("care" is French for "car"), and some that are no words at all.
WORD = st.sampled_from(
    ["python", "engineer", "engineers", "engineering", "sales", "night", "call", "the", "of", "remote", "café",
     "straße", "Meta", "C++", "running", "1999", "on", "care", "cars", "AI", "die", "Entwickler", "Entwicklerinnen",
     "Häuser", "développeurs", "développeur", "informática", "information", "O'Neil", "desarrolladoras"]
)  # fmt: skip
BEGINNING = st.sampled_from(["eng", "Entwick", "the", "développ", "199", "care", "zzz"])
WORDS = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
NAME = st.sampled_from(
    ["Meta", "Metabase", "meta platforms", "Platforms Meta", "North_wind", "north wind", "Café 9", "!!!", "C++"]
)
CITY = st.sampled_from(["Berlin", "New York", "York", "Remote - UK", "united", "St. Louis", "Zürich"])
COUNTRY = st.sampled_from(["United Kingdom", "United States", "Germany"])
PLACE = st.sampled_from(
    ["berlin", "UK", "york, usa", "New York", "america", "united kingdom", "  GB ,", "louis", "Zürich", "st louis",
     "100%", "%", "great britain", "germany, berlin", "_"]
)  # fmt: skip
YEARLY = st.sampled_from([None, 20, 25_000, 40_000, 41_600, 60_000])
CURRENCY = st.sampled_from([None, "EUR", "USD"])
SOURCES = {"greenhouse": "northwind", "adzuna": "gb"}
WORKPLACE = st.sampled_from(["on_site", "hybrid", "remote"])
EMPLOYMENT = st.sampled_from(["full_time", "contract"])
LEVEL = st.sampled_from(["entry", "senior", "lead"])
DAYS = st.sampled_from([0.5, 1.0, 6.9, 7.0, 7.1, 300.0])
DEADLINE = st.sampled_from([-0.1, 0.0, 0.5, 1.0, 7.0, 7.1])


@dataclass(frozen=True)
class Posting:
    """A listing as a test makes it up."""

    job: Job
    code: str
    is_open: bool


@st.composite
def postings(draw: st.DrawFn) -> Posting:
    """Any listing of the small vocabulary."""
    job = Job(
        title=draw(WORDS),
        company=draw(st.none() | NAME),
        place=(draw(st.none() | CITY), None, draw(st.none() | COUNTRY)),
        raw_place=draw(st.none() | CITY),
        workplace=draw(st.none() | WORKPLACE),
        employment=draw(st.none() | EMPLOYMENT),
        level=draw(st.none() | LEVEL),
        pay=(draw(YEARLY), draw(YEARLY), draw(CURRENCY), draw(st.sampled_from([None, "year", "hour", "month"]))),
        text=draw(WORDS),
        skills=draw(st.lists(st.sampled_from(["Python", "SQL"]), unique=True)),
        posted_days_ago=draw(DAYS),
        expires_in_days=draw(st.none() | DEADLINE),
        language=draw(st.sampled_from(["en", "de", "fr", "es", "it", "ja", None])),
    )
    return Posting(job, draw(st.sampled_from(sorted(SOURCES))), draw(st.sampled_from([True, True, True, False])))


TERM = (
    st.builds(Term, WORD, st.booleans())
    | st.builds(Term, WORDS, st.booleans(), st.just(True))
    | st.builds(Term, BEGINNING, st.booleans(), is_beginning=st.just(True))
)
Search = tuple[Criteria, list[list[Term]]]


@st.composite
def searches(draw: st.DrawFn) -> Search:
    """Any search, with its keywords in parts. Most ask for little, so that something is found."""
    branches = draw(st.just([]) | st.lists(st.lists(TERM, min_size=1, max_size=2), min_size=1, max_size=2))

    def seldom(wish: st.SearchStrategy[object], otherwise: object) -> object:
        return draw(st.just(otherwise) | st.just(otherwise) | wish)

    fields = {
        "keywords": keywords(branches),
        "location": seldom(PLACE, ""),
        "country": seldom(COUNTRY, ""),
        "remote": seldom(st.just(True), False),
        "salary_min": seldom(st.sampled_from([0, 41_600, 50_000]), None),
        "salary_max": seldom(st.sampled_from([25_000, 41_600, 60_000]), None),
        "currency": seldom(CURRENCY, None),
        "experience": seldom(st.lists(LEVEL, unique=True), []),
        "workplace": seldom(st.lists(WORKPLACE, unique=True), []),
        "employment": seldom(st.lists(EMPLOYMENT, unique=True), []),
        "source": seldom(st.lists(st.sampled_from([*SOURCES, "nobody"]), unique=True), []),
        "posted_within": seldom(st.sampled_from([1, 7]), None),
        "apply_within": seldom(st.sampled_from([1, 7]), None),
        "company": seldom(NAME, ""),
        "exclude_companies": seldom(st.lists(NAME, max_size=2), []),
        "exclude_words": seldom(st.lists(WORDS, max_size=2), []),
        "sort": draw(st.sampled_from(["newest", "salary", "relevance"])),
    }
    return Criteria.model_validate(fields), branches


def fill(ledger: Ledger, market: list[Posting]) -> dict[UUID, Posting]:
    """Put the listings in place of whatever was there."""
    ledger.connection.execute(
        "truncate job_listings, locations, companies, job_tags, users, landing.events, landing.presence,"
        " landing.pending, staging.listings, ingest_runs, ops.alert_changes cascade"
    )
    ledger.known = {one for one in ledger.known if one[0] in {"job_sources", "ats_organizations"}}
    found = {}
    for number, posting in enumerate(market):
        # A requisition each: whether two of them are one job is not the question here.
        key = Key(posting.code, SOURCES[posting.code], str(number))
        closed = None if posting.is_open else NOW - timedelta(days=1)
        found[ledger.listing(key, Version(NOW - timedelta(days=2), posting.job), closed=closed)] = posting
    ledger.commit()
    # Nor is it whether they are alike.
    ledger.connection.execute("update job_listings set dedupe_hash = null")
    ledger.connection.commit()
    return found


def everything(session: Session, criteria: Criteria) -> set[UUID]:
    """All that a search finds, by paging to its end."""
    page = feed.search(session, criteria, NOW)
    found = {card.id for card in page.cards}
    while page.next:
        page = feed.search(session, criteria, NOW, page.next)
        found |= {card.id for card in page.cards}
    return found


@pytest.fixture(autouse=True)
def _little_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few listings take the ways that many would."""
    for name in ("MAX_WALKED_ROWS", "MAX_WALKED_ROWS_WITHOUT_KEYWORDS", "MAX_OPENED_DOCUMENTS"):
        monkeypatch.setattr(ordering, name, 3)


# Shrinking would ask the database for minutes; an example is small enough to read.
_QUICK = settings(
    max_examples=examples(16),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


@_QUICK
@given(st.lists(postings(), min_size=1, max_size=24), st.lists(searches(), min_size=1, max_size=24))
def test_all_ways_to_match_agree(ledger: Ledger, session: Session, market: list[Posting], asked: list[Search]) -> None:
    listings = fill(ledger, market)
    owner = ledger.connection
    ada = person(owner)
    alerts = {alert(owner, ada, criteria): (criteria, branches) for criteria, branches in asked}
    owner.commit()
    with exclusive_session() as session_of_alerts:
        matcher.match_batch(session_of_alerts, NOW)
    reference = Reference(owner)
    for alert_id, (criteria, branches) in alerts.items():
        expected = {
            listing_id
            for listing_id, one in listings.items()
            if reference.matches(criteria, branches, one.job, code=one.code, is_open=one.is_open)
        }
        told = owner.execute("select job_listing_id from ops.alert_deliveries where job_alert_id = %s", [alert_id])
        before = find_recent_matches(session, criteria, NOW - timedelta(days=400), NOW, limit=100)
        assert everything(session, criteria) == expected
        assert feed.count(session, criteria, NOW) == Total(len(expected), is_all=True)
        assert ({card.id for card in before.cards}, before.total) == (expected, len(expected))
        assert {listing_id for (listing_id,) in told} == expected
    owner.commit()
    session.rollback()

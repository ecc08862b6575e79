"""Paging by place gives every card once, in the order of the whole list, forwards and back."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.listings.cards import MARK_END, MARK_START, Pay, load_cards
from app.search import feed, ordering
from app.search.criteria import Criteria, Sort
from app.search.cursors import Cursor, SortPosition
from app.search.feed import Total
from tests.app.ledger import NOW, Job, Key, Ledger, Version

COUNT = 67

# What the order means, said a second time in plain SQL.
ORDERS = {
    "newest": "d.posted_at desc, d.listing_id desc",
    "salary": "coalesce(d.salary_year_max, -1) desc, d.posted_at desc, d.listing_id desc",
    "relevance": "(l.title ~* '\\mpython')::int + (l.title ~* '\\mjob')::int desc, d.posted_at desc, d.listing_id desc",
}


@pytest.fixture
def many(ledger: Ledger) -> Ledger:
    """Listings with many ties in time, pay and rank."""
    dice = random.Random(3)
    for number in range(COUNT):
        job = Job(
            title=" ".join([*(word for word in ("Python", "Job") if dice.random() < 0.6), str(number)]),
            text="A job. " * dice.randrange(3) + "Python " * dice.randrange(3),
            skills=(),
            pay=dice.choice([(None, None, None, None), (50_000, 60_000, "EUR", "year"), (20, 30, "EUR", "hour")]),
            posted_days_ago=float(dice.randrange(4)),
        )
        ledger.listing(Key("greenhouse", "northwind", str(number)), Version(NOW - timedelta(days=5), job))
    ledger.commit()
    return ledger


def whole(session: Session, criteria: Criteria) -> list[UUID]:
    words = criteria.keywords.split()
    matching = " ".join(f"and concat_ws(' ', l.title, l.description) ~* '\\m{word}'" for word in words)
    listings = "ops.listing_documents as d join job_listings as l on l.id = d.listing_id"
    query = f"select d.listing_id from {listings} where d.is_open {matching} order by {ORDERS[criteria.sort]}"
    return list(session.scalars(text(query)))


@pytest.mark.parametrize(
    "search", [{}, {"sort": "salary"}, {"keywords": "python job", "sort": "relevance"}, {"keywords": "python"}]
)
def test_paging_forwards_and_back_equals_the_whole_list(many: Ledger, session: Session, search: dict[str, Any]) -> None:
    criteria = Criteria(**search)
    expected = whole(session, criteria)
    assert feed.count(session, criteria, NOW) == Total(len(expected), is_all=True)
    assert len(expected) > feed.PAGE_SIZE
    forwards = [feed.search(session, criteria, NOW)]
    while (cursor := forwards[-1].next) is not None:
        forwards.append(feed.search(session, criteria, NOW, cursor))
    assert [card.id for page in forwards for card in page.cards] == expected
    assert [page.offset for page in forwards] == [number * feed.PAGE_SIZE for number in range(len(forwards))]
    backwards = [forwards[-1]]
    while (cursor := backwards[-1].previous) is not None:
        backwards.append(feed.search(session, criteria, NOW, cursor))
    assert [page.cards for page in reversed(backwards)] == [page.cards for page in forwards]


@pytest.mark.parametrize("sort", ["newest", "salary", "relevance"])
def test_where_too_many_would_have_to_be_opened_a_page_ends_early_and_nothing_is_lost(
    many: Ledger, session: Session, monkeypatch: pytest.MonkeyPatch, sort: Sort
) -> None:
    monkeypatch.setattr(ordering, "MAX_WALKED_ROWS", 2)
    monkeypatch.setattr(ordering, "MAX_OPENED_DOCUMENTS", 5)
    criteria = Criteria(keywords='"python job" or "job job"', sort=sort)
    matching = "d.is_open and l.title ~* 'python job'"
    listings = "ops.listing_documents as d join job_listings as l on l.id = d.listing_id"
    expected = list(
        session.scalars(text(f"select listing_id from {listings} where {matching} order by {ORDERS[sort]}"))
    )
    forwards = [feed.search(session, criteria, NOW)]
    while (cursor := forwards[-1].next) is not None:
        forwards.append(feed.search(session, criteria, NOW, cursor))
    if not forwards[-1].cards:
        del forwards[-1]  # whether anything was left beyond the one before could not be told there
    backwards = [forwards[-1]]
    while (cursor := backwards[-1].previous) is not None:
        backwards.append(feed.search(session, criteria, NOW, cursor))
    for pages in (forwards, list(reversed(backwards))):
        assert [card.id for page in pages for card in page.cards] == expected
    assert any(page.is_incomplete for page in forwards)
    assert [page.offset for page in forwards] == [
        sum(len(earlier.cards) for earlier in forwards[:number]) for number in range(len(forwards))
    ]


@pytest.mark.parametrize("sort", ["newest", "salary", "relevance"])
def test_reading_on_fills_a_page_that_was_cut(
    many: Ledger, session: Session, monkeypatch: pytest.MonkeyPatch, sort: Sort
) -> None:
    criteria = Criteria(keywords='"python job"', sort=sort)
    at_once = feed.search(session, criteria, NOW)
    monkeypatch.setattr(ordering, "MAX_WALKED_ROWS", 2)
    monkeypatch.setattr(ordering, "MAX_OPENED_DOCUMENTS", 5)
    page = feed.search(session, criteria, NOW)
    assert page.is_incomplete
    while page.is_incomplete:
        page = feed.extend_page(session, criteria, NOW, page, "after")
    assert page == at_once
    after = feed.search(session, criteria, NOW, page.next)
    while after.is_incomplete:
        after = feed.extend_page(session, criteria, NOW, after, "after")
    assert after.previous
    back = feed.search(session, criteria, NOW, after.previous)
    assert back.is_incomplete
    while back.is_incomplete:
        back = feed.extend_page(session, criteria, NOW, back, "before")
    assert back.cards == at_once.cards


def test_a_count_says_when_it_looked_at_some_only(
    many: Ledger, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    phrase = Criteria(keywords='"python job"')
    everything = feed.count(session, phrase, NOW)
    monkeypatch.setattr(feed, "MAX_COUNTED", 10)
    some = feed.count(session, phrase, NOW)
    assert everything.is_all
    assert not some.is_all
    assert some.count <= 10 < everything.count
    assert feed.count(session, Criteria(keywords="python"), NOW) == Total(10, is_all=False)


def test_what_only_leaves_words_out_has_no_best_match(many: Ledger, session: Session) -> None:
    newest = feed.search(session, Criteria(keywords="-python"), NOW)
    assert newest.cards
    assert feed.search(session, Criteria(keywords="-python", sort="relevance"), NOW).cards == newest.cards


def test_best_match_without_keywords_is_newest(many: Ledger, session: Session) -> None:
    newest = feed.search(session, Criteria(), NOW)
    assert feed.search(session, Criteria(sort="relevance"), NOW).cards == newest.cards


def test_a_place_beyond_the_end_gives_an_empty_page(many: Ledger, session: Session) -> None:
    beyond = Cursor("after", SortPosition(0.0, NOW - timedelta(days=400), uuid4()), 7)
    assert feed.search(session, Criteria(), NOW, beyond) == feed.FeedPage((), 0, None, None)


def test_a_card_has_what_the_listing_says(ledger: Ledger, session: Session) -> None:
    job = Job(title="Data & <Engineer>", estimated=True, skills=("SQL", "Python"), text="A long text about Berlin.")
    key = Key("adzuna", "gb", "1")
    ledger.listing(key, Version(NOW - timedelta(days=3), job))
    ledger.commit()
    [card] = feed.search(session, Criteria(keywords="berlin"), NOW).cards
    assert card.id == key.id
    assert (card.title, card.company, card.location) == (job.title, job.company, "Berlin, Germany")
    assert card.pay == Pay(Decimal(60_000), Decimal(75_000), "EUR", "year", is_estimated=True)
    assert (card.provider.code, card.provider.attribution) == ("adzuna", "Jobs by Adzuna")
    assert card.skills == ("Python", "SQL")
    assert f"{MARK_START}Berlin{MARK_END}" in card.snippet
    assert card.posted_at == NOW - timedelta(days=3)


def test_a_snippet_from_the_middle_says_so(ledger: Ledger, session: Session) -> None:
    texts = {
        "start": "Berlin is where we are. " + "More words. " * 60,
        "middle": "Some words. " * 60 + "And Berlin too.",
    }
    for name, words in texts.items():
        ledger.listing(
            Key("greenhouse", "northwind", name), Version(NOW, Job(title=name, text=words, place=(None,) * 3))
        )
    ledger.commit()
    found = {card.title: card.snippet for card in feed.search(session, Criteria(keywords="berlin"), NOW).cards}
    assert found["start"].startswith(f"{MARK_START}Berlin{MARK_END}")
    assert found["middle"].startswith("… ")


def test_a_tag_a_listing_lost_is_not_shown(ledger: Ledger, session: Session) -> None:
    own = ledger.listing(Key("greenhouse", "northwind", "1"), Version(NOW, replace(Job(), skills=("SQL",))))
    ledger.rows["job_listing_tags"][0]["confidence"] = 0
    ledger.commit()
    assert load_cards(session, [own])[0].skills == ()


def test_cards_keep_the_order_asked_for_and_skip_the_unknown(many: Ledger, session: Session) -> None:
    ids = [Key("greenhouse", "northwind", str(number)).id for number in (5, 3, 9)]
    assert [card.id for card in load_cards(session, [*ids, uuid4()])] == ids

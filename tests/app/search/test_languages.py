"""A listing is found in its own language and in English, by words, phrases and beginnings; in titles before texts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from app.listings.cards import MARK_END, MARK_START
from app.search import feed
from app.search.criteria import Criteria
from app.search.feed import Total
from ingestion import search_documents
from tests.app.ledger import NOW, Job, Key, Ledger, Version

PLAIN = Job(company="Nordwind", skills=())
JOBS = {
    "de": replace(PLAIN, title="Softwareentwicklerin", text="Wir bauen Häuser mit Engineers in Teams.", language="de"),
    "fr": replace(PLAIN, title="Infirmiers", text="Une équipe de développeurs à Lyon, car il faut.", language="fr"),
    "es": replace(PLAIN, title="Enfermeras", text="Técnicas informáticas para trabajadoras sociales.", language="es"),
    "en": replace(PLAIN, title="Driver", text="You drive cars and hold information. Die casting with AI."),
    "it": replace(PLAIN, title="Sviluppatori", text="Aiutiamo ai clienti, con AI.", language="it"),
    "ja": replace(PLAIN, title="エンジニア", text="Kubernetes の経験。", language="ja"),
    "none": replace(PLAIN, title="Welder", text="Welding all day.", language=None),
}
CASES = {
    "Haus": {"de"},
    "baue": {"de"},
    '"wir bauen ein haus"': set(),
    '"bauen häuser"': {"de"},
    "engineering": {"de"},
    "engineer -haus": set(),
    "développeuse": set(),
    "développeur": {"fr"},
    "infirmières or enfermera": {"fr", "es"},
    "trabajador social": {"es"},
    '"trabajador social" -informático': set(),
    "sviluppatore": {"it"},
    "informática": {"es"},
    "care": {"fr"},
    "AI -driver": {"it"},
    "die": {"en"},
    "welders or weld": {"none"},
    "welds": {"none"},
    "softw*": {"de"},
    "Softwareentwickl*": {"de"},
    "dévelop*": {"fr"},
    '"softw*"': set(),
    "zz*": set(),
    "en* -es": set(),
    "weld* -driv*": {"none"},
    "kubernetes": {"ja"},
    "エンジニア": {"ja"},
    "-car -haus -équipe -it*": {"es", "it", "ja", "none"},
}


@pytest.fixture
def market(ledger: Ledger) -> Ledger:
    for name, job in JOBS.items():
        ledger.listing(Key("greenhouse", "northwind", name), Version(NOW, job))
    ledger.commit()
    return ledger


def found(session: Session, keywords: str) -> set[str]:
    titles = {job.title: name for name, job in JOBS.items()}
    return {titles[card.title] for card in feed.search(session, Criteria(keywords=keywords), NOW).cards}


def test_words_are_found_in_the_language_of_the_listing(market: Ledger, session: Session) -> None:
    assert {asked: found(session, asked) for asked in CASES} == CASES


def test_a_snippet_marks_the_form_that_was_found(market: Ledger, session: Session) -> None:
    [card] = feed.search(session, Criteria(keywords="haus"), NOW).cards
    assert f"{MARK_START}Häuser{MARK_END}" in card.snippet


def test_best_match_has_all_words_in_the_title_before_some_before_none(ledger: Ledger, session: Session) -> None:
    titles = ["Pfleger Teamleitung", "Chor", "Teamleitungen", "Leiter", "Leiter Pflegeteam"]
    for number, title in enumerate(titles):
        job = replace(PLAIN, title=title, text="Als Pfleger in der Teamleitung.", language="de", posted_days_ago=number)
        ledger.listing(Key("greenhouse", "northwind", str(number)), Version(NOW, job))
    ledger.commit()
    cards = feed.search(session, Criteria(keywords="pfleger teamleitung", sort="relevance"), NOW).cards
    assert [card.title for card in cards] == ["Pfleger Teamleitung", "Teamleitungen", *titles[1:2], *titles[3:]]


def test_a_count_stops_where_nobody_needs_it(market: Ledger, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MAX_COUNTED", 3)
    assert feed.count(session, Criteria(), NOW) == Total(3, is_all=False)
    assert feed.count(session, Criteria(keywords="haus"), NOW) == Total(1, is_all=True)


def test_documents_made_in_an_earlier_way_are_made_anew_and_are_no_news(
    market: Ledger, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = market.connection
    owner.execute("update ops.listing_documents set version = 1, document = to_tsvector('english', 'old')")
    owner.execute("delete from ops.alert_queue")
    owner.commit()
    monkeypatch.setattr(search_documents, "BATCH_SIZE", 3)
    assert search_documents.refresh_documents().rows == len(JOBS)
    assert found(session, "Haus") == {"de"}
    for table in ("alert_queue", "earlier_documents"):
        assert owner.execute(f"select from ops.{table}").fetchall() == []
    assert search_documents.refresh_documents().rows == 0


def test_words_beyond_all_bounds_do_not_stop_the_others(ledger: Ledger, session: Session) -> None:
    for name, length in (("longest", 2_046), ("too long", 5_000)):
        job = replace(PLAIN, title=f"{'a' * length} {name}", text="Häuser bauen.", language="de")
        ledger.listing(Key("greenhouse", "northwind", name), Version(NOW, job))
    ledger.commit()
    assert len(feed.search(session, Criteria(keywords="Häuser"), NOW).cards) == 2

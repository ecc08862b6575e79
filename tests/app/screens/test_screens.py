"""Every screen draws on an empty and on a filled ledger, says what to do, and takes any address."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.router import SCREENS
from app.search import ordering
from app.search.ui import loaders
from tests.app import marts
from tests.app.drawing import draw, html, words
from tests.app.ledger import NOW, Job, Key, Ledger, Version

NASTY = "<script>alert(1)</script> $x^2$ :smile: [a](javascript:alert(1)) **b**"
KEY = Key("greenhouse", "northwind", "1")
ACCOUNT = ("saved", "comparisons", "alerts", "applications", "analytics", "settings")


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    first = Job(
        title=NASTY, company="<b>Evil & Co</b>", html="<p>Hi<script>x()</script></p>", url="javascript:alert(1)"
    )
    later = replace(first, text="Other words now.", pay=(1, 2, "EUR", "hour"))
    ledger.listing(KEY, Version(NOW - timedelta(days=4), first), Version(NOW - timedelta(days=1), later))
    ledger.listing(
        Key("adzuna", "gb", "2"), Version(NOW, Job(title="Nurse", estimated=True, url="https://ads.example/2"))
    )
    gone = Version(NOW - timedelta(days=9), Job(title="Gone"))
    ledger.listing(Key("greenhouse", "northwind", "3"), gone, closed=NOW - timedelta(days=2))
    for number in range(25):
        ledger.listing(
            Key("greenhouse", "northwind", f"f{number}"), Version(NOW, Job(title=f"Filler {number}", posted_days_ago=9))
        )
    ledger.commit()
    marts.fill(ledger.connection)
    return ledger


@pytest.mark.parametrize("path", [screen.path for screen in SCREENS])
def test_every_screen_draws_on_an_empty_ledger(ledger: Ledger, path: str) -> None:
    ledger.commit()
    assert html(draw(path))


def test_an_empty_feed_says_what_to_do(ledger: Ledger) -> None:
    ledger.commit()
    assert "make up" in words(draw("feed"))
    assert "jobledger build" in words(draw("market"))


def test_the_front_page_says_when_each_source_was_fetched(filled: Ledger) -> None:
    front = " ".join(words(draw("")).split())
    assert "just now Up to date" in front


@pytest.mark.parametrize("path", ACCOUNT)
def test_screens_of_accounts_lead_to_the_door_and_back(ledger: Ledger, path: str) -> None:
    app = draw(path)
    assert "This needs an account" in words(app)
    assert f'href="/auth/sign-in?next=%2F{path}"' in html(app)
    assert not app.button
    assert not app.text_input


def test_titles_are_shown_letter_for_letter(filled: Ledger) -> None:
    for path, parameters in (("", {}), ("feed", {}), ("listing", {"id": str(KEY.id)})):
        drawn = html(draw(path, parameters))
        assert "&lt;script&gt;alert(1)&lt;/script&gt; $x^2$ :smile: [a](javascript:alert(1)) **b**" in drawn
        assert "<script>" not in drawn
        assert 'href="javascript' not in drawn


def test_the_address_fills_the_form_and_the_search(filled: Ledger) -> None:
    app = draw("feed", {"keywords": "nurse", "source": "adzuna", "salary_min": "50000", "sort": "salary"})
    assert app.text_input(key="search-keywords").value == "nurse"
    assert app.number_input(key="search-salary_min").value == 50000
    assert app.multiselect(key="search-source").value == ["adzuna"]
    assert app.selectbox(key="feed-sort").value == "salary"
    assert "1 matching job" in words(app)


def test_searching_writes_the_address(filled: Ledger) -> None:
    app = draw("feed", {"after": "1_2_3", "keywords": "chef"})
    assert "No open jobs match this search" in words(app)
    assert "were ignored" in words(app)
    app.toggle(key="search-more").set_value(True).run()
    app.text_input(key="search-keywords").set_value("filler -nurse")
    app.multiselect(key="search-workplace").set_value(["hybrid"])
    app.text_input(key="search-exclude_words").set_value("sales, on call")
    app.button[0].click().run()
    assert app.query_params["keywords"] == "filler -nurse"
    assert app.query_params["exclude_words"] == ["sales", "on call"]
    assert set(app.query_params) == {"keywords", "workplace", "exclude_words"}
    assert "1 to 20 of 25 matching jobs" in words(app)


def test_filters_out_of_sight_stay_in_force(filled: Ledger) -> None:
    app = draw("feed", {"source": "greenhouse"})
    assert app.toggle(key="search-more").label == "More filters (1 set)"
    app.toggle(key="search-more").set_value(False).run()
    app.text_input(key="search-keywords").set_value("filler OR nurse")
    app.button[0].click().run()
    assert dict(app.query_params) == {"keywords": "filler OR nurse", "source": "greenhouse"}
    assert "1 to 20 of 25 matching jobs" in words(app)
    app.toggle(key="search-more").set_value(False).run()
    app.toggle(key="search-more").set_value(True).run()
    assert app.multiselect(key="search-source").value == ["greenhouse"]


def test_paging_there_and_back(filled: Ledger) -> None:
    app = draw("feed")
    assert "1 to 20 of 27 open jobs" in words(app)
    next(button for button in app.button if button.label == "Next page").click().run()
    assert "21 to 27 of 27 open jobs" in words(app)
    assert list(app.query_params) == ["after"]
    next(button for button in app.button if button.label == "Previous page").click().run()
    assert "1 to 20 of 27 open jobs" in words(app)


def test_a_search_that_must_open_many_texts_reads_on_and_says_when_it_stops(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(12):
        title = "Street Baker" if number == 11 else "Baker Street"
        job = Job(title=title, company="Bakery", posted_days_ago=number)
        filled.listing(Key("greenhouse", "northwind", f"b{number}"), Version(NOW, job))
    filled.commit()
    monkeypatch.setattr(ordering, "MAX_WALKED_ROWS", 1)
    monkeypatch.setattr(ordering, "MAX_OPENED_DOCUMENTS", 5)
    search = {"keywords": '"street baker"'}
    app = draw("feed", search)
    assert "1 matching job" in words(app)
    assert "Not all jobs were checked yet." not in words(app)
    monkeypatch.setattr(loaders, "_MAX_READS", 0)
    app = draw("feed", search)
    assert "No matching jobs yet" in words(app)
    assert "Not all jobs were checked yet." in words(app)
    assert "No open jobs match" not in words(app)
    assert [button.label for button in app.button if button.label.endswith("page")] == ["Next page"]


def test_adzunas_ads_carry_its_linked_label(filled: Ledger) -> None:
    for path, parameters in (("feed", {}), ("listing", {"id": str(Key("adzuna", "gb", "2").id)})):
        drawn = html(draw(path, parameters))
        assert '<a class="jl-attribution" href="https://ads.example/2"' in drawn
        assert "Jobs by Adzuna</a>" in drawn
        assert "estimated" in drawn


@pytest.mark.parametrize("written", ["", "7", "<script>", "00000000-0000-8000-8000-000000000000"])
def test_an_unknown_listing_is_said_so(filled: Ledger, written: str) -> None:
    app = draw("listing", {"id": written})
    assert "Job not found" in words(app)
    assert "<script>" not in html(app)


def test_a_closed_listing_says_when_and_why(filled: Ledger) -> None:
    said = words(draw("listing", {"id": str(Key("greenhouse", "northwind", "3").id)}))
    assert "This job is closed." in said
    assert "18 Nov 2026, 12:00 UTC" in said
    assert "No longer listed by the source" in said


def test_a_listing_shows_its_versions_and_the_way_back(filled: Ledger) -> None:
    app = draw("listing", {"id": str(KEY.id)})
    drawn = html(app)
    assert "<ins>€1 to €2 an hour</ins>" in drawn
    assert "<ins>" in drawn
    assert "<del>" in drawn
    assert "payload hash" in drawn
    assert "Fetched by run" in drawn
    assert "boards-api.greenhouse.io" in drawn
    app.toggle[0].set_value(True).run()
    assert '"version": 1' in app.code[0].value
    app.selectbox(key="origin-version").select_index(1).run()
    app.toggle[0].set_value(True).run()
    assert '"version": 0' in app.code[0].value

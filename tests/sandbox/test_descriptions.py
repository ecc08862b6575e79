"""Test that job descriptions read like real ones: whole sentences, the profession's duties, pay as in the facts."""

from __future__ import annotations

import html
import re

import pytest

from sandbox.app import SandboxApp
from sandbox.descriptions import write_description
from sandbox.jobs import Job
from sandbox.markup import draw_layout_style, format_description
from sandbox.vocabulary.catalogue import (
    FEDERAL_WORDS,
    PHRASES,
    PROFESSIONS,
    SECTOR_PROFESSIONS,
    TRANSLATIONS,
    get_texts_in_language,
)
from sandbox.vocabulary.models import ENGLISH_VARIANTS
from sandbox.world import World
from tests.sandbox.client import get_json, read_board
from tests.sandbox.conftest import START


@pytest.fixture(scope="module")
def app() -> SandboxApp:
    return SandboxApp(World(900, 7, START))


@pytest.fixture(scope="module")
def jobs(app: SandboxApp) -> list[Job]:
    world, boards = app.world, app.world.market.slot_roles.boards
    postings = [posting for board in boards for posting in world.get_listed_postings(board)]
    return [world.market.get_current_job(posting, world.now) for posting in postings]


def write_text(job: Job) -> str:
    return format_description(write_description(job, with_pay=True), draw_layout_style(job.employer))


def test_texts_are_whole(jobs: list[Job]) -> None:
    for job in jobs:
        text = write_text(job)
        assert not re.search(r"[{}]|None|  |\.\.| ,", text), text
        assert len(text) > 900
        assert text.count("\n• ") >= 8
        assert job.employer.name in text


def test_texts_list_duties_of_the_profession(jobs: list[Job]) -> None:
    for job in jobs:
        duties = get_texts_in_language(job.profession, job.language).duties
        first_words = {duty.split("{")[0] for variant in ENGLISH_VARIANTS for duty in duties[variant]}
        description = write_description(job, with_pay=False)
        assert all(any(bullet.startswith(words) for words in first_words) for bullet in description.duties.bullets)


def test_descriptions_of_one_profession_differ(jobs: list[Job]) -> None:
    nurses = [write_text(job) for job in jobs if job.profession.key == "nurse" and job.language == "en"]
    assert len(nurses) > 10
    assert len(set(nurses)) >= len(nurses) - 3


def test_the_market_is_wide(jobs: list[Job]) -> None:
    assert len({job.profession.key for job in jobs}) > 55
    assert {job.country.code for job in jobs} >= {"US", "GB", "DE", "FR", "CA", "NL", "IE"}
    assert {job.language for job in jobs} == {"en", "de", "fr"}
    assert len({job.title for job in jobs}) > len(jobs) / 2
    assert len({job.employer.name for job in jobs}) > 60


def test_german_and_french_descriptions_are_in_their_language(jobs: list[Job]) -> None:
    common_words = {
        "en": (" the ", " and ", " to "),
        "de": (" für ", " und ", " Sie ", " die "),
        "fr": (" de ", " et ", " à "),
    }
    for job in jobs:
        text = write_text(job)
        counts = {language: sum(text.count(word) for word in words) for language, words in common_words.items()}
        assert max(counts, key=lambda language: counts[language]) == job.language, counts
        if job.language != "en":
            assert re.search(r"\([mw]/[mw]/d\)|[HF]/[HF]", job.title)


def test_pay_is_coherent(jobs: list[Job]) -> None:
    hours = {"year": 1, "month": 12, "hour": 2000}
    for job in jobs:
        assert job.pay.currency == job.country.currency
        assert 0 < job.pay.minimum <= job.pay.maximum
        assert job.pay.minimum * hours[job.pay.period] >= job.country.lowest_hourly_pay * 1700
    us_jobs = [job for job in jobs if job.country.code == "US" and job.pay.period == "year"]
    maximums = {
        level: [job.pay.maximum for job in us_jobs if job.level == level]
        for level in ("entry", "mid", "senior", "executive")
    }
    averages = [sum(amounts) / len(amounts) for amounts in maximums.values()]
    assert averages == sorted(averages)


def test_pay_in_the_text_agrees_with_the_facts(app: SandboxApp) -> None:
    rows_with_pay = 0
    for board in list(app.world.market.boards["greenhouse"])[:20]:
        for row in read_board(app, "greenhouse", board):
            facts = get_json(app, f"/_truth/listing/greenhouse/{board}/{row['id']}")
            if facts["language"] == "en" and facts["currency"] in ("USD", "GBP"):
                sign = "$" if facts["currency"] == "USD" else "£"
                states_pay = (
                    f"{sign}{facts['pay_min']:,.0f}" in row["content"]
                    or f"{sign}{facts['pay_min']:,.2f}" in row["content"]
                )
                assert states_pay == facts["pay_shown"], (row["title"], facts)
                rows_with_pay += states_pay
    assert rows_with_pay > 20


def test_greenhouse_escapes_its_html_once(app: SandboxApp) -> None:
    board = max(app.world.market.boards["greenhouse"].values(), key=lambda board: board.size).token
    for row in read_board(app, "greenhouse", board):
        assert "<" not in row["content"]
        content = html.unescape(row["content"])
        assert content.startswith(("<div", "<p", "<h"))
        assert content.count("<ul>") == content.count("</ul>") >= 3
        assert "&lt;" not in content


def test_every_profession_is_hired_and_every_translation_belongs_to_one() -> None:
    hired_professions = {profession for weights in SECTOR_PROFESSIONS.values() for profession in weights}
    assert hired_professions == set(PROFESSIONS)
    assert {profession for texts in TRANSLATIONS.values() for profession in texts} <= hired_professions
    assert {series.profession for series in FEDERAL_WORDS.series} <= hired_professions
    for language, texts in TRANSLATIONS.items():
        departments = {PROFESSIONS[profession].department for profession in texts}
        assert len(departments & PHRASES[language].departments.keys()) > len(departments) / 2

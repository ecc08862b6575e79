"""Adverts read like adverts: whole sentences, words of the profession, pay that agrees with the facts."""

from __future__ import annotations

import html
import re

import pytest

from sandbox import adverts, markup
from sandbox.app import App
from sandbox.jobs import Job
from sandbox.words.catalogue import HIRING, PHRASES, PROFESSIONS, TRANSLATED, wording
from sandbox.words.federal import SERIES
from sandbox.world import World
from tests.sandbox.conftest import AT
from tests.sandbox.reading import read, value


@pytest.fixture(scope="module")
def app() -> App:
    return App(World(900, 7, AT))


@pytest.fixture(scope="module")
def jobs(app: App) -> list[Job]:
    world = app.world
    return [world.market.current(o, world.at) for b in world.market.seats.boards for o in world.listed(b)]


def text(job: Job) -> str:
    return markup.plain(adverts.write(job, with_pay=True), markup.manner(job.company))


def test_texts_are_whole(jobs: list[Job]) -> None:
    for job in jobs:
        written = text(job)
        assert not re.search(r"[{}]|None|  |\.\.| ,", written), written
        assert len(written) > 900
        assert written.count("\n• ") >= 8
        assert job.company.name in written


def test_texts_speak_of_the_profession(jobs: list[Job]) -> None:
    for job in jobs:
        pools = wording(job.profession, job.language).duties
        first_words = {line.split("{")[0] for pool in pools.values() for line in pool}
        advert = adverts.write(job, with_pay=False)
        assert all(any(line.startswith(start) for start in first_words) for line in advert.do.bullets)


def test_adverts_of_one_profession_differ(jobs: list[Job]) -> None:
    nurses = [text(job) for job in jobs if job.profession.key == "nurse" and job.language == "en"]
    assert len(nurses) > 10
    assert len(set(nurses)) >= len(nurses) - 3


def test_the_market_is_wide(jobs: list[Job]) -> None:
    assert len({job.profession.key for job in jobs}) > 55
    assert {job.country.code for job in jobs} >= {"US", "GB", "DE", "FR", "CA", "NL", "IE"}
    assert {job.language for job in jobs} == {"en", "de", "fr"}
    assert len({job.title for job in jobs}) > len(jobs) / 2
    assert len({job.company.name for job in jobs}) > 60


def test_german_and_french_adverts_are_in_their_language(jobs: list[Job]) -> None:
    ours = {"en": (" the ", " and ", " to "), "de": (" für ", " und ", " Sie ", " die "), "fr": (" de ", " et ", " à ")}
    for job in jobs:
        written = text(job)
        counts = {language: sum(written.count(mark) for mark in marks) for language, marks in ours.items()}
        assert max(counts, key=lambda language: counts[language]) == job.language, counts
        if job.language != "en":
            assert re.search(r"\([mw]/[mw]/d\)|[HF]/[HF]", job.title)


def test_pay_is_coherent(jobs: list[Job]) -> None:
    hours = {"year": 1, "month": 12, "hour": 2000}
    for job in jobs:
        assert job.pay.currency == job.country.currency
        assert 0 < job.pay.minimum <= job.pay.maximum
        assert job.pay.minimum * hours[job.pay.period] >= job.country.floor * 1700
    us = [job for job in jobs if job.country.code == "US" and job.pay.period == "year"]
    middle = {
        level: [j.pay.maximum for j in us if j.level == level] for level in ("entry", "mid", "senior", "executive")
    }
    averages = [sum(paid) / len(paid) for paid in middle.values()]
    assert averages == sorted(averages)


def test_pay_in_prose_agrees_with_the_facts(app: App) -> None:
    named = 0
    for board in list(app.world.market.boards["greenhouse"])[:20]:
        for row in read(app, "greenhouse", board):
            facts = value(app, f"/_truth/listing/greenhouse/{board}/{row['id']}")
            if facts["language"] == "en" and facts["currency"] in ("USD", "GBP"):
                sign = "$" if facts["currency"] == "USD" else "£"
                shown = (
                    f"{sign}{facts['pay_min']:,.0f}" in row["content"]
                    or f"{sign}{facts['pay_min']:,.2f}" in row["content"]
                )
                assert shown == facts["pay_shown"], (row["title"], facts)
                named += shown
    assert named > 20


def test_greenhouse_escapes_its_html_once(app: App) -> None:
    board = max(app.world.market.boards["greenhouse"].values(), key=lambda found: found.size).token
    for row in read(app, "greenhouse", board):
        assert "<" not in row["content"]
        once = html.unescape(row["content"])
        assert once.startswith(("<div", "<p", "<h"))
        assert once.count("<ul>") == once.count("</ul>") >= 3
        assert "&lt;" not in once


def test_every_profession_is_hired_and_every_wording_belongs_to_one() -> None:
    hired = {key for options in HIRING.values() for key, _ in options}
    assert hired == set(PROFESSIONS)
    assert {key for words in TRANSLATED.values() for key in words} <= hired
    assert {line[2] for line in SERIES} <= hired
    for language, words in TRANSLATED.items():
        departments = {PROFESSIONS[key].department for key in words}
        assert len(departments & PHRASES[language].departments.keys()) > len(departments) / 2

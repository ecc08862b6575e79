"""Each field of a search finds what it names and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.search import feed
from app.search.criteria import Criteria
from app.search.feed import Total
from tests.app.ledger import NOW, Job, Key, Ledger, Version

ENGINEER = Job(title="Data Engineer", text="You build pipelines in Python.", posted_days_ago=1)
JOBS = {
    "engineer": ENGINEER,
    "lead": replace(
        ENGINEER, title="Lead Analyst", company="Meta Platforms", text="Remote first team, sales reporting.",
        place=("Austin", "Texas", "United States"), workplace="remote", level="lead", employment="contract",
        pay=(60, 80, "USD", "hour"), posted_days_ago=10, skills=("Excel",), expires_in_days=6.5,
    ),
    "nurse": replace(
        ENGINEER, title="Registered Nurse", company="Metabase Clinics", text="Care on the ward, on call at night.",
        place=("London", "England", "United Kingdom"), workplace="on_site", level=None, employment="part_time",
        pay=(None, None, None, None), posted_days_ago=40, skills=(), expires_in_days=-1,
    ),
    "guess": replace(
        ENGINEER, title="Java Developer", company=None, text="First, be remote.", workplace=None,
        place=(None, None, None), raw_place="Anywhere", level="entry", employment=None,
        pay=(30_000, 40_000, "GBP", "year"), posted_days_ago=5,
    ),
}  # fmt: skip
ALL = set(JOBS)


@pytest.fixture
def market(ledger: Ledger) -> Ledger:
    for name, job in JOBS.items():
        code, slug = ("adzuna", "gb") if name == "guess" else ("greenhouse", "northwind")
        ledger.listing(Key(code, slug, name), Version(NOW - timedelta(days=job.posted_days_ago), job))
    gone = Version(NOW - timedelta(days=9), replace(ENGINEER, title="Closed Data Engineer"))
    ledger.listing(Key("greenhouse", "northwind", "gone"), gone, closed=NOW - timedelta(days=2))
    ledger.commit()
    return ledger


def names(session: Session, criteria: Criteria) -> set[str]:
    titles = {job.title: name for name, job in JOBS.items()}
    found = feed.search(session, criteria, NOW)
    assert feed.count(session, criteria, NOW) == Total(len(found.cards), is_all=True)
    return {titles[card.title] for card in found.cards}


CASES: list[tuple[dict[str, Any], set[str]]] = [
    ({}, ALL),
    ({"keywords": "engineer"}, {"engineer"}),
    ({"keywords": "engineers building pipeline"}, {"engineer"}),
    ({"keywords": "first remote"}, {"lead", "guess"}),
    ({"keywords": '"remote first"'}, {"lead"}),
    ({"keywords": "remote -sales"}, {"guess"}),
    ({"keywords": "nurse OR java"}, {"nurse", "guess"}),
    ({"keywords": "excel"}, {"lead"}),
    ({"keywords": "the"}, ALL),
    ({"keywords": "'); drop table job_listings; --"}, set()),
    ({"keywords": "& | ! ( :*"}, ALL),
    ({"location": "london"}, {"nurse"}),
    ({"location": "UK"}, {"nurse"}),
    ({"location": "Austin, United States"}, {"lead"}),
    ({"location": "Austin, Germany"}, set()),
    ({"location": "lond"}, set()),
    ({"location": "anywhere"}, {"guess"}),
    ({"location": "100% .* \\ ["}, set()),
    ({"remote": True}, {"lead"}),
    ({"workplace": ("on_site", "hybrid")}, {"nurse", "engineer"}),
    ({"salary_min": 70_000}, {"engineer", "lead"}),
    ({"salary_min": 76_000}, {"lead"}),
    ({"salary_max": 35_000}, {"guess"}),
    ({"salary_min": 35_000, "salary_max": 61_000}, {"engineer", "guess"}),
    ({"salary_min": 1, "currency": "EUR"}, {"engineer"}),
    ({"experience": ("lead", "entry")}, {"lead", "guess"}),
    ({"employment": ("part_time",)}, {"nurse"}),
    ({"source": ("adzuna",)}, {"guess"}),
    ({"source": ("nobody",)}, set()),
    ({"posted_within": 7}, {"engineer", "guess"}),
    ({"apply_within": 7}, {"lead"}),
    ({"apply_within": 6}, set()),
    ({"company": "meta"}, {"lead"}),
    ({"company": "northwind analytics"}, {"engineer"}),
    ({"exclude_companies": ("Meta",)}, {"engineer", "nurse", "guess"}),
    ({"exclude_companies": ("meta platforms", "METABASE")}, {"engineer", "guess"}),
    ({"exclude_words": ("on call",)}, {"engineer", "lead", "guess"}),
    ({"exclude_words": ("python", "sales")}, {"nurse"}),
    (
        {"keywords": "remote", "location": "texas", "remote": True, "salary_min": 100_000, "experience": ("lead",)},
        {"lead"},
    ),
]


def test_every_field_finds_what_it_names(market: Ledger, session: Session) -> None:
    wrong = {}
    for fields, expected in CASES:
        found = names(session, Criteria(**fields))
        if found != expected:
            wrong[str(fields)] = (found, expected)
    assert wrong == {}

"""Test workplace, employment type and level, from providers' words, titles and plain statements."""

from __future__ import annotations

from typing import Any

import pytest

from ingestion.postings import RawFields
from tests.ingestion.parse.parsing import parse_listing


@pytest.mark.parametrize(
    ("posting", "workplace"),
    [
        ({"workplace": "Remote"}, "remote"),
        ({"workplace": "OnSite"}, "on_site"),
        ({"workplace": "on-site"}, "on_site"),
        ({"workplace": "#LI-Hybrid"}, "hybrid"),
        ({"workplace": "Partially Remote/Hybrid"}, "hybrid"),
        ({"workplace": "unspecified"}, None),
        ({"workplace": "hybrid", "is_remote": True}, "hybrid"),
        ({"is_remote": True}, "remote"),
        ({"is_remote": False}, None),
        ({"places": [{"text": "Remote - US"}]}, "remote"),
        ({"places": [{"text": "New York City (Hybrid)"}], "is_remote": True}, "hybrid"),
        ({"places": [{"text": "U.S. Hybrid/Remote"}]}, None),
        ({"title": "Nurse (Remote)"}, "remote"),
        ({"title": "Account Executive - Remote, US"}, "remote"),
        ({"title": "Engineer (Hybrid)"}, "hybrid"),
        ({"title": "Remote Sensing Scientist"}, None),
        ({"title": "Hybrid Cloud Engineer"}, None),
        ({"text": "This is a fully remote position."}, "remote"),
        ({"text": "This role is hybrid, three days a week in our Berlin office."}, "hybrid"),
        ({"text": "This position is on-site in Leeds."}, "on_site"),
        ({"text": "You will manage remote teams and remote servers in a hybrid cloud."}, None),
        ({"text": "This is a fully remote position.", "is_remote": False}, None),
        ({"title": "Engineer (Remote)", "is_remote": False}, None),
        ({}, None),
    ],
)
def test_where_the_work_is_done(posting: RawFields, workplace: str | None) -> None:
    listing = parse_listing(posting)
    assert listing["workplace_type"] == workplace
    assert listing["is_remote"] == (None if workplace is None else workplace == "remote")


@pytest.mark.parametrize(
    ("posting", "employment"),
    [
        ({"employment": "FullTime"}, "full_time"),
        ({"employment": "fulltime_permanent"}, "full_time"),
        ({"employment": "Part-Time"}, "part_time"),
        ({"employment": "Teilzeit"}, "part_time"),
        ({"employment": "Full-time contract"}, "contract"),
        ({"employment": "Unlimited Contract"}, None),
        ({"employment": "Permanent"}, None),
        ({"employment": "Temporary"}, "temporary"),
        ({"employment": "Intern"}, "internship"),
        ({"employment": "Internal"}, None),
        ({"title": "Marketing Intern"}, "internship"),
        ({"employment": "FullTime", "title": "Marketing Intern"}, "internship"),
        ({"employment": "Intern", "title": "Designer (Contract)"}, "internship"),
        ({"title": "Internship Coordinator"}, None),
        ({"title": "Werkstudent Vertrieb (m/w/d)"}, "part_time"),
        ({"title": "Designer (12 Month Contract)"}, "contract"),
        ({"title": "Contract Manager"}, None),
        ({"title": "Seasonal Sales Associate"}, "temporary"),
        ({"title": "Clerk"}, None),
    ],
)
def test_the_kind_of_employment(posting: RawFields, employment: str | None) -> None:
    assert parse_listing(posting)["employment_type"] == employment


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Marketing Intern", "intern"),
        ("Praktikum Personal (m/w/d)", "intern"),
        ("Werkstudent Data Science", "intern"),
        ("Junior Buyer", "entry"),
        ("Trainee Controlling", "entry"),
        ("Ausbildung zum Koch", "entry"),
        ("Mid-level Engineer", "mid"),
        ("Senior Care Assistant", "senior"),
        ("Sr. Engineer", "senior"),
        ("Lead Engineer", "lead"),
        ("Head of Sales", "lead"),
        ("Principal Consultant", "lead"),
        ("Chief of Staff", "lead"),
        ("Associate Director, Finance", "lead"),
        ("Director of Nursing", "executive"),
        ("Vice President, Sales", "executive"),
        ("Chief Financial Officer", "executive"),
        ("Geschäftsführer (m/w/d)", "executive"),
        # No level is said.
        ("Associate", None),
        ("Engineer III", None),
        ("Product Manager", None),
        ("Internal Auditor", None),
        ("Lead Generation Specialist", None),
        ("Executive Assistant to the CEO", None),
        ("Account Executive", None),
        ("Art Director", None),
        ("Senior Living Advisor", None),
        ("Mid-Market Account Executive", None),
        ("Junior/Senior Accountant", None),
    ],
)
def test_the_level_a_title_says(title: str, level: str | None) -> None:
    assert parse_listing({"title": title})["experience_level"] == level


@pytest.mark.parametrize(
    ("stated", "title", "level"),
    [
        ("Entry Level", "Engineer", "entry"),
        ("Senior Level", "Engineer", "senior"),
        ("Director", "Engineer", "executive"),
        ("Manager", "Engineer", "lead"),
        ("Mid-Senior level", "Senior Engineer", "senior"),
        ("Mid-Senior level", "Engineer", "mid"),
        ("Associate", "Engineer", None),
        ("IC4", "Engineer", None),
        (None, "Engineer", None),
    ],
)
def test_the_provider_s_level_goes_first(stated: str | None, title: str, level: str | None) -> None:
    assert parse_listing({"level": stated, "title": title})["experience_level"] == level


def test_words_of_the_advertisement_do_not_set_the_level() -> None:
    posting: dict[str, Any] = {"title": "Engineer", "text": "You work with senior engineers and lead interns."}
    assert parse_listing(posting)["experience_level"] is None  # type: ignore[arg-type]

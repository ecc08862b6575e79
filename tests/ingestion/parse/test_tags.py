"""Test tags: skills named in title and text, the provider's department and categories."""

from __future__ import annotations

import pytest

from ingestion.postings import RawFields
from tests.ingestion.parse.parsing import parse_listing


def find_skill_names(posting: RawFields) -> set[str]:
    return {tag["name"] for tag in parse_listing(posting)["tags"] if tag["type"] == "skill"}


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("You know C++, C# and .NET.", {"C++", "C#", ".NET"}),
        ("Experience with Node.js/React, or nodejs.", {"Node.js", "React"}),
        ("We use CI/CD, TCP/IP and PL/SQL.", {"CI/CD", "TCP/IP", "PL/SQL", "SQL"}),
        ("Front-end development with TypeScript", {"Front-End Development", "TypeScript"}),
        ("Python, Go or Java", {"Python", "Golang", "Java"}),
        ("Statistics in R, Python/R", {"Statistics", "R", "Python"}),
        ("Embedded C", {"C"}),
        ("iOS apps in Swift", {"Swift"}),
        (
            "MS Office: Word, Excel and PowerPoint",
            {"Microsoft Office", "Microsoft Word", "Microsoft Excel", "Microsoft PowerPoint"},
        ),
        ("Forklift licence, welding and HVAC", {"Forklift Operation", "Welding", "HVAC"}),
        ("Wound care, phlebotomy and BLS", {"Wound Care", "Phlebotomy", "BLS"}),
        ("Erfahrung in Buchhaltung, DATEV und Lohnabrechnung", {"Accounting", "DATEV", "Payroll"}),
        ("Lesson planning and classroom management", {"Lesson Planning", "Classroom Management"}),
    ],
)
def test_skills_of_many_professions_are_found(text: str, skills: set[str]) -> None:
    assert find_skill_names({"text": text}) == skills


@pytest.mark.parametrize(
    "text",
    [
        "Go the extra mile and excel in a swift, agile team that reacts to change.",
        "Our R&D team is in Series C and has a go-to attitude.",
        "You will excel at rust removal and spark joy.",
        "Word of mouth, access to parking, a lean year, an epic story, the chef is unity.",
        "Javanese pythons are not rubies; expressive scalability.",
        "Benefits: dental, vision, mental health support, access to coaching.",
    ],
)
def test_everyday_words_are_no_skills(text: str) -> None:
    assert find_skill_names({"text": text}) == set()


def test_a_title_is_surer_than_a_text() -> None:
    tags = parse_listing({"title": "Python Developer", "text": "Python, SQL, Python and python."})["tags"]
    assert tags == [
        {"name": "Python", "type": "skill", "confidence": 0.95, "source": "vocabulary"},
        {"name": "SQL", "type": "skill", "confidence": 0.8, "source": "vocabulary"},
    ]


def test_department_and_categories_are_the_provider_s_word() -> None:
    tags = parse_listing({"department": " R&amp;D ", "categories": ["Tools", "R&D", "Tools", " "]})["tags"]
    assert tags == [
        {"name": "R&D", "type": "department", "confidence": 1.0, "source": "greenhouse"},
        {"name": "R&D", "type": "category", "confidence": 1.0, "source": "greenhouse"},
        {"name": "Tools", "type": "category", "confidence": 1.0, "source": "greenhouse"},
    ]


def test_nothing_to_tag_is_an_empty_list() -> None:
    assert parse_listing({})["tags"] == []

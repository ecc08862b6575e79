"""Test which spellings count as the same job, and which never do."""

from __future__ import annotations

import pytest

from ingestion.postings import PostingPlace, RawFields
from tests.ingestion.parse.parsing import parse_listings


def job(title: str, company: str | None = "Acme", *places: str) -> RawFields:
    return {"title": title, "company": company, "places": [PostingPlace(text=place) for place in places]}


def same(first_posting: RawFields, second_posting: RawFields) -> bool:
    first, second = parse_listings(first_posting, second_posting)
    return bool(first["signature_hash"]) and first["signature_hash"] == second["signature_hash"]


@pytest.mark.parametrize(
    ("first_posting", "second_posting"),
    [
        (job("Account Executive, Mid-Market"), job(" Account  executive - Mid Market ")),
        (job("Koch (m/w/d)"), job("Koch")),
        (job("Backend Engineer (f/m/x)"), job("Backend Engineer (all genders)")),
        (job("Vendeur H/F"), job("Vendeur")),
        (job("Nurse - Req #12345"), job("Nurse")),
        (job("Nurse (Job ID: 2024-00123)"), job("Nurse")),
        (job("Nurse", "Acme Inc."), job("Nurse", "ACME, LLC")),
        (job("Nurse", "Acme", "London, UK"), job("Nurse", "Acme", "London, England, United Kingdom")),
        (job("Nurse", "Acme", "New York"), job("Nurse", "Acme", "NYC office")),
        (job("Nurse", "Acme", "Berlin", "Munich"), job("Nurse", "Acme", "München; Berlin")),
    ],
)
def test_one_job_worded_twice_has_one_signature(first_posting: RawFields, second_posting: RawFields) -> None:
    assert same(first_posting, second_posting)


@pytest.mark.parametrize(
    ("first_posting", "second_posting"),
    [
        (job("C++ Engineer"), job("C Engineer")),
        (job("C# Engineer"), job("C Engineer")),
        (job("Engineer II"), job("Engineer III")),
        (job("Senior Engineer"), job("Engineer")),
        (job("Teacher 2026"), job("Teacher 2027")),
        (job("Nurse", "Acme Group"), job("Nurse", "Acme Technologies")),
        (job("Nurse", "Acme", "London, UK"), job("Nurse", "Acme", "London, ON, Canada")),
        (job("Nurse", "Acme", "Remote - Germany"), job("Nurse", "Acme", "Germany")),
        (job("Nurse", "Acme", "Berlin"), job("Nurse", "Acme", "Berlin; Munich")),
        (job("Nurse", "Acme", "Cambridge"), job("Nurse", "Acme", "Oxford Mall")),
        (job("Nurse", "Acme", "Laois, Ireland"), job("Nurse", "Acme", "Meath, Ireland")),
        (job("Clerk", "Acme", "1 Mill Street, Brooklyn, NY"), job("Clerk", "Acme", "9 Hill Avenue, Brooklyn, NY")),
        # Two employers without a name are not one.
        (job("Nurse", None, "Berlin"), job("Nurse", None, "Berlin")),
    ],
)
def test_two_jobs_never_share_a_signature(first_posting: RawFields, second_posting: RawFields) -> None:
    assert not same(first_posting, second_posting)


def test_a_signature_is_32_hex_digits_with_its_components() -> None:
    (listing,) = parse_listings(job("Koch (m/w/d)", "Acme GmbH", "Berlin"))
    assert listing["signature_title"] == "koch"
    assert listing["signature_location"] == "berlin berlin germany"
    assert len(listing["signature_hash"]) == 32
    assert set(listing["signature_hash"]) <= set("0123456789abcdef")

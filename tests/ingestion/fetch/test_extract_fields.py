"""Test the extraction of fields: each provider's own format, and None wherever a payload is not as documented."""

from __future__ import annotations

import copy
import html
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.postings import RawFields
from ingestion.registry import PROVIDERS
from tests.ingestion.fetch.sample_payloads import ADZUNA, ASHBY, GREENHOUSE, HISTORIC, LEVER, SAMPLES, USAJOBS
from tests.thoroughness import examples


def extract(code: str, payload: dict[str, Any], **changes: Any) -> RawFields:
    return PROVIDERS[code].extract_fields(payload | changes)


def get_salary(fields: RawFields) -> tuple[Any, ...]:
    return tuple(fields.get(name) for name in ("salary_min", "salary_max", "currency", "salary_period"))


def test_greenhouse() -> None:
    fields = extract("greenhouse", GREENHOUSE)
    assert fields == {
        "title": "Data Steward",
        "company": "Acme",
        "places": [{"text": "Lisbon; Remote - PT"}],
        "html": "<p>Salt &amp; pepper</p>",
        "workplace": "Hybrid",
        "employment": "Part time",
        "department": "Data",
        "categories": ["Care"],
        "url": "https://boards.example.org/acme/42",
        "posted_at": "2026-01-02T03:04:05-05:00",
        "expires_at": "2026-03-01T00:00:00-05:00",
        "requisition_key": "7",
        "language": "en",
        "salary_min": 50000.0,
        "salary_max": 70500.5,
        "currency": "EUR",
        "salary_period": "Annual",
    }
    assert extract("greenhouse", GREENHOUSE, internal_job_id=None)["requisition_key"] is None


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.sampled_from(["&", "lt;", "gt;", "amp;", "quot;", "#39;", "nbsp;", "lt", ";", "#x3C;", "a", "<"])))
def test_greenhouse_texts_are_unescaped_exactly_once(pieces: list[str]) -> None:
    content = "|" + "".join(pieces) + "|"
    assert extract("greenhouse", {"content": content})["html"] == html.unescape(content)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (
            "Salary Range",
            {"unit": "USD", "min_value": "90000.0", "max_value": "120000.0"},
            (90000, 120000, "USD", None),
        ),
        ("Hourly pay range", {"unit": "USD", "min_value": "20", "max_value": None}, (20, None, "USD", "Hourly")),
        ("Salary Range", {"unit": "USD", "min_value": "0.0", "max_value": "0.0"}, (None,) * 4),
        ("Bonus salary range", {"unit": "USD", "min_value": "1", "max_value": "2"}, (None,) * 4),
        ("Headcount", {"unit": "USD", "min_value": "1", "max_value": "2"}, (None,) * 4),
        ("Salary Range", "90k", (None,) * 4),
    ],
)
def test_greenhouse_pay_in_custom_fields(name: str, value: Any, expected: tuple[Any, ...]) -> None:
    field = {"name": name, "value": value, "value_type": "currency_range"}
    assert get_salary(extract("greenhouse", GREENHOUSE, pay_input_ranges=[], metadata=[field])) == expected


def test_pay_in_two_currencies_is_no_single_range() -> None:
    ranges = [
        {"min_cents": 1000, "max_cents": 2000, "currency_type": currency, "title": "Annual"}
        for currency in ("USD", "CAD")
    ]
    assert get_salary(extract("greenhouse", GREENHOUSE, pay_input_ranges=ranges)) == (None,) * 4


def test_lever() -> None:
    fields = extract("lever", LEVER)
    text = "<div>Opening</div>\n<h3>You &amp; we</h3>\n<ul><li>dig</li><li>sow</li></ul>\n<div>Closing</div>"
    assert fields == {
        "title": "Gardener",
        "places": [{"text": "Chicago, IL", "country": "US"}, {"text": "Austin, TX"}],
        "html": text,
        "text": "Opening\n\nClosing",
        "salary_text": "plus roses",
        "workplace": "on-site",
        "employment": "Contract",
        "level": "Senior",
        "department": "Garden",
        "categories": ["Roses"],
        "url": "https://jobs.example.org/9f",
        "posted_at": 1_764_205_361_939,
        "salary_min": 60000.0,
        "salary_max": 70000.0,
        "currency": "USD",
        "salary_period": "per-year-salary",
    }


def test_ashby() -> None:
    fields = extract("ashby", ASHBY)
    assert fields == {
        "title": "Baker",
        "places": [
            {"text": "London", "city": "London", "region": None, "country": "UK"},
            {"text": "Remote", "city": None, "region": None, "country": None},
        ],
        "html": "<p>Bake</p>",
        "text": "Bake",
        "salary_text": "£32K - £45K",
        "workplace": "Hybrid",
        "is_remote": None,
        "employment": "FullTime",
        "department": "Bakery",
        "categories": ["Bread"],
        "url": "https://jobs.example.org/c1",
        "posted_at": "2026-01-02T03:04:05.678+00:00",
        "salary_min": 32000.0,
        "salary_max": 45000.0,
        "currency": "GBP",
        "salary_period": "1 YEAR",
    }


def test_ashby_pay_by_year_and_by_hour_is_no_single_range() -> None:
    payload = copy.deepcopy(ASHBY)
    payload["compensation"]["compensationTiers"][1]["components"][0]["interval"] = "1 HOUR"
    assert get_salary(extract("ashby", payload)) == (None,) * 4


def test_adzuna() -> None:
    fields = extract("adzuna", ADZUNA)
    assert fields == {
        "title": "Welder",
        "company": "Iron Ltd",
        "text": "Welds …",
        "places": [
            {
                "text": "Leeds, West Yorkshire",
                "country": "UK",
                "region": "Yorkshire",
                "city": "Leeds",
                "latitude": 53.8,
                "longitude": -1.55,
            }
        ],
        "salary_min": 30000.0,
        "salary_max": 30000.5,
        "currency": "GBP",
        "salary_is_estimated": True,
        "employment": "full_time",
        "categories": ["Trade Jobs"],
        "url": "https://www.adzuna.co.uk/jobs/land/ad/55?se=x",
        "posted_at": "2026-01-02T03:04:05Z",
    }
    assert extract("adzuna", ADZUNA, contract_type="contract")["employment"] == "contract"
    assert extract("adzuna", ADZUNA, category={"label": "Unknown"})["categories"] == []


@pytest.mark.parametrize(
    ("address", "area", "expected"),
    [
        ("https://www.adzuna.de/details/1", ["Deutschland"], "EUR"),
        ("https://www.adzuna.com.au/x", [], "AUD"),
        ("http://127.0.0.1/x", ["South Africa", "Gauteng"], "ZAR"),
        ("http://127.0.0.1/x", ["Atlantis"], None),
        ("http://[::1/x", ["US"], "USD"),
        (None, None, None),
    ],
)
def test_adzuna_pay_is_in_the_country_s_currency(address: Any, area: Any, expected: str | None) -> None:
    assert extract("adzuna", ADZUNA, redirect_url=address, location={"area": area})["currency"] == expected


def test_adzuna_without_pay_has_no_currency_and_no_estimate() -> None:
    fields = extract("adzuna", ADZUNA, salary_min=0, salary_max=None)
    assert (get_salary(fields), fields["salary_is_estimated"]) == ((None,) * 4, None)


def test_usajobs_search() -> None:
    fields = extract("usajobs", USAJOBS)
    text = "<h3>Summary</h3>\n<p>Guard the park.</p>\n<h3>Duties</h3>\n<p>Walk</p>\n<p><b>Talk</b></p>"
    assert fields == {
        "title": "Ranger",
        "company": "National Park Service",
        "department": "Department of the Interior",
        "places": [
            {
                "text": "Moab, Utah",
                "city": "Moab",
                "region": "Utah",
                "country": "United States",
                "latitude": 38.57,
                "longitude": -109.55,
            }
        ],
        "html": text + "\n<h3>Qualifications</h3>\n<p>One year &amp; more</p>",
        "is_remote": False,
        "employment": "Full-time",
        "categories": ["Park Ranger"],
        "url": "https://www.usajobs.gov:443/job/8001",
        "posted_at": "2026-01-02",
        "expires_at": "2026-02-02T23:59:59.9970",
        "language": "en",
        "salary_min": 49025.0,
        "salary_max": 77955.0,
        "currency": "USD",
        "salary_period": "Per Year",
    }


@pytest.mark.parametrize(
    ("offering", "expected"), [("Internships", "Internships"), ("Temporary", "Temporary"), ("Permanent", "Full-time")]
)
def test_a_usajobs_appointment_that_tells_more_than_the_schedule_is_taken(offering: str, expected: str) -> None:
    payload = copy.deepcopy(USAJOBS)
    payload["MatchedObjectDescriptor"]["PositionOfferingType"] = [{"Name": offering}]
    assert extract("usajobs", payload)["employment"] == expected


def test_usajobs_archive() -> None:
    fields = extract("usajobs", HISTORIC)
    assert (fields["title"], fields["company"]) == ("Nurse", "Veterans Health Administration")
    assert fields["places"] == [
        {"text": "Orlando, Florida, United States", "city": "Orlando", "region": "Florida", "country": "United States"}
    ]
    assert get_salary(fields) == (30.5, 41.0, "USD", "Per Hour")
    assert (fields["posted_at"], fields["expires_at"]) == ("2014-01-02", "2014-02-03")
    stored_fields = extract(
        "usajobs", HISTORIC, positionLocations=None, PositionLocations='[{"positionLocationCity": "Ocala"}]'
    )
    assert stored_fields["places"] == [{"text": "Ocala", "city": "Ocala", "region": None, "country": None}]
    assert get_salary(extract("usajobs", HISTORIC, minimumSalary=0.0, maximumSalary=0)) == (None,) * 4


JUNK_VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.lists(
        st.none() | st.integers() | st.text(max_size=3) | st.dictionaries(st.text(max_size=3), st.none()), max_size=2
    )
    | st.dictionaries(st.text(max_size=3), st.none(), max_size=2)
)
TEXT_FIELDS = {
    *("title", "company", "html", "text", "currency", "salary_period", "salary_text", "workplace", "employment"),
    *("level", "department", "url", "requisition_key", "language"),
}


def corrupt(value: Any, draw: st.DataObject) -> Any:
    """Return the payload with some of its values, at any depth, replaced by something of another kind."""
    if draw.draw(st.integers(0, 9)) == 0:
        return draw.draw(JUNK_VALUES)
    if isinstance(value, dict):
        return {name: corrupt(child, draw) for name, child in value.items() if draw.draw(st.integers(0, 19))}
    return [corrupt(child, draw) for child in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("code", "sample"), SAMPLES, ids=["greenhouse", "lever", "ashby", "adzuna", "search", "historic"]
)
@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_a_payload_not_as_documented_is_silence_never_an_error(
    code: str, sample: dict[str, Any], data: st.DataObject
) -> None:
    payload = corrupt(sample, data)
    fields = PROVIDERS[code].extract_fields(payload if isinstance(payload, dict) else {})
    for name, value in fields.items():
        if name in TEXT_FIELDS:
            assert value is None or (isinstance(value, str) and value.strip()), name
        if name in {"salary_min", "salary_max"}:
            assert value is None or (isinstance(value, float) and 0 < value < float("inf")), name
    assert all(isinstance(category, str) for category in fields.get("categories", []))
    for place in fields.get("places", []):
        assert set(place) <= {"text", "city", "region", "country", "latitude", "longitude"}

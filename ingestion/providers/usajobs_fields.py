"""Extract the fields of USAJobs' Search items and HistoricJoa items. Reading pages is in `usajobs_pages`."""

from __future__ import annotations

import html
import json
import re

from ingestion.postings import Payload, PostingPlace, RawFields
from ingestion.providers import json_values
from ingestion.providers.salary_ranges import SalaryComponent, merge_salaries

KNOWN_KEYS = frozenset(
    {
        *("MatchedObjectId", "MatchedObjectDescriptor", "RelevanceRank"),
        *("usajobsControlNumber", "hiringAgencyCode", "hiringAgencyName", "hiringDepartmentCode"),
        *("hiringDepartmentName", "hiringSubelementName", "agencyLevel", "agencyLevelSort", "appointmentType"),
        *("workSchedule", "payScale", "salaryType", "vendor", "travelRequirement", "teleworkEligible"),
        *("serviceType", "securityClearanceRequired", "securityClearance", "whoMayApply"),
        *("announcementClosingTypeCode", "announcementClosingTypeDescription", "positionOpenDate"),
        *("positionCloseDate", "positionExpireDate", "announcementNumber", "positionTitle", "minimumGrade"),
        *("maximumGrade", "promotionPotential", "minimumSalary", "maximumSalary", "supervisoryStatus"),
        *("drugTestRequired", "relocationExpensesReimbursed", "totalOpenings", "disableApplyOnline"),
        *("positionOpeningStatus", "hiringPaths", "jobCategories", "positionLocations"),
    }
)
MAX_PLACES = 100  # real items list up to 4,000 places, too many for a reader or a filter

# The API's code list RemunerationRateIntervalCodes; items carry the code or the words.
_INTERVAL_NAMES = {
    "BW": "Bi-weekly",
    "FB": "Fee Basis",
    "PA": "Per Year",
    "PD": "Per Day",
    "PH": "Per Hour",
    "PM": "Per Month",
    "PW": "Piece Work",
    "ST": "Student Stipend Paid",
    "SY": "School Year",
    "WC": "Without Compensation",
}
_TEXT_SECTIONS = (
    ("Summary", "JobSummary"),
    ("Duties", "MajorDuties"),
    ("Key requirements", "KeyRequirements"),
    ("Requirements", "Requirements"),
    ("Education", "Education"),
    ("How you will be evaluated", "Evaluations"),
    ("Required documents", "RequiredDocuments"),
    ("How to apply", "HowToApply"),
    ("What to expect next", "WhatToExpectNext"),
    ("Benefits", "Benefits"),
    ("Additional information", "OtherInformation"),
)
_SPECIFIC_OFFERING_PATTERN = re.compile(r"intern|temporary|seasonal|summer|term\b", re.IGNORECASE)
_HTML_TAG_PATTERN = re.compile(r"</?[a-zA-Z][^<>]*>")


def extract_search_fields(item: Payload) -> RawFields:
    """Extract a Search item's fields; salaries are in US dollars, as the federal government pays."""
    job = json_values.get_object(item, "MatchedObjectDescriptor")
    details = json_values.get_object(job, "UserArea", "Details")
    places = _extract_search_places(job)
    return {
        "title": json_values.as_text(job.get("PositionTitle")),
        "company": json_values.as_text(job.get("OrganizationName")),
        "places": places,
        "html": _build_search_html(job, details),
        "is_remote": json_values.as_flag(details.get("RemoteIndicator")),
        "employment": _extract_employment(job),
        "department": json_values.as_text(job.get("DepartmentName")),
        "categories": json_values.unique_texts(
            json_values.as_text(category.get("Name")) for category in json_values.get_objects(job.get("JobCategory"))
        ),
        "url": json_values.as_text(job.get("PositionURI")),
        "posted_at": json_values.as_text(job.get("PublicationStartDate"))
        or json_values.as_text(job.get("PositionStartDate")),
        "expires_at": json_values.as_text(job.get("ApplicationCloseDate"))
        or json_values.as_text(job.get("PositionEndDate")),
        "language": "en",
        **merge_salaries(
            SalaryComponent(
                json_values.as_amount(remuneration.get("MinimumRange")),
                json_values.as_amount(remuneration.get("MaximumRange")),
                "USD",
                _extract_interval(remuneration),
            )
            for remuneration in json_values.get_objects(job.get("PositionRemuneration"))
        ),
    }


def extract_historic_fields(item: Payload) -> RawFields:
    """Extract a HistoricJoa item's fields. Its address is the announcement's page, made from the control number."""
    low, high = json_values.as_amount(item.get("minimumSalary")), json_values.as_amount(item.get("maximumSalary"))
    number = json_values.as_id_text(item.get("usajobsControlNumber"))
    return {
        "title": json_values.as_text(item.get("positionTitle")),
        "company": json_values.as_text(item.get("hiringAgencyName")),
        "places": _extract_historic_places(item),
        "employment": json_values.as_text(item.get("workSchedule")),
        "department": json_values.as_text(item.get("hiringDepartmentName")),
        "categories": [],
        "url": f"https://www.usajobs.gov/job/{number}" if number else None,
        "posted_at": json_values.as_text(item.get("positionOpenDate")),
        "expires_at": json_values.as_text(item.get("positionCloseDate")),
        "language": "en",
        **merge_salaries([SalaryComponent(low, high, "USD", json_values.as_text(item.get("salaryType")))]),
    }


def _extract_search_places(job: Payload) -> list[PostingPlace]:
    locations = json_values.get_objects(job.get("PositionLocation"))
    if not locations:
        display_name = json_values.as_text(job.get("PositionLocationDisplay"))
        return [{"text": display_name}] if display_name else []
    return [_extract_search_place(place) for place in locations[:MAX_PLACES]]


def _extract_search_place(place: Payload) -> PostingPlace:
    """Return one place; CityName says "City, State", of which only the city is returned."""
    region = json_values.as_text(place.get("CountrySubDivisionCode"))
    city = json_values.as_text(place.get("CityName"))
    if city and region:
        city = json_values.as_text(city.removesuffix(region).rstrip(" ,"))
    return {
        "text": json_values.as_text(place.get("LocationName")),
        "city": city,
        "region": region,
        "country": json_values.as_text(place.get("CountryCode")),
        "latitude": json_values.as_number(place.get("Latitude")),
        "longitude": json_values.as_number(place.get("Longitude")),
    }


def _extract_historic_places(item: Payload) -> list[PostingPlace]:
    locations = item.get("positionLocations") or item.get("PositionLocations")
    if isinstance(locations, str):  # copies of the archive store the list as JSON text
        try:
            locations = json.loads(locations)
        except (ValueError, RecursionError):
            return []
    places: list[PostingPlace] = []
    for place in json_values.get_objects(locations)[:MAX_PLACES]:
        city = json_values.as_text(place.get("positionLocationCity"))
        region = json_values.as_text(place.get("positionLocationState"))
        country = json_values.as_text(place.get("positionLocationCountry"))
        text = ", ".join(part for part in (city, region, country) if part)
        if text:
            places.append({"text": text, "city": city, "region": region, "country": country})
    return places


def _extract_employment(job: Payload) -> str | None:
    """Return the kind of appointment where it is more specific than the schedule (an internship), else the schedule."""
    offering_types = [
        json_values.as_text(offering_type.get("Name"))
        for offering_type in json_values.get_objects(job.get("PositionOfferingType"))
    ]
    specific_offering_type = next(
        (name for name in offering_types if name and _SPECIFIC_OFFERING_PATTERN.search(name)), None
    )
    schedules = [
        json_values.as_text(schedule.get("Name")) for schedule in json_values.get_objects(job.get("PositionSchedule"))
    ]
    return specific_offering_type or next((name for name in schedules if name), None)


def _extract_interval(remuneration: Payload) -> str | None:
    code = json_values.as_text(remuneration.get("RateIntervalCode"))
    return json_values.as_text(remuneration.get("Description")) or _INTERVAL_NAMES.get((code or "").upper(), code)


def _build_search_html(job: Payload, details: Payload) -> str | None:
    """Return the announcement's sections in the order USAJobs shows them."""
    section_bodies = [(heading, _build_section_html(details.get(name))) for heading, name in _TEXT_SECTIONS]
    section_bodies.insert(3, ("Qualifications", _build_section_html(job.get("QualificationSummary"))))
    return "\n".join(f"<h3>{heading}</h3>\n{body}" for heading, body in section_bodies if body) or None


def _build_section_html(value: object) -> str | None:
    """Return a section as HTML; most are plain text, some hold tags, MajorDuties is a list."""
    parts = json_values.get_texts(value) if isinstance(value, list) else json_values.get_texts([value])
    return "\n".join(f"<p>{_convert_to_html(part)}</p>" for part in parts) or None


def _convert_to_html(part: str) -> str:
    return part if _HTML_TAG_PATTERN.search(part) else re.sub(r"\s*\n\s*", "<br>", html.escape(part, quote=False))

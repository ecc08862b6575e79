"""Where USAJobs' Search items and HistoricJoa items keep what. Reading pages is in `usajobs_pages`."""

from __future__ import annotations

import html
import json
import re

from ingestion.postings import Payload, Place, RawFields
from ingestion.sources import pick
from ingestion.sources.ranges import PayRange, merged

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
MOST_PLACES = 100  # real items list up to 4,000 places, which no reader and no filter can use

# The API's code list RemunerationRateIntervalCodes; items carry the code or the words.
_INTERVALS = {
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
_SECTIONS = (
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
_TELLING_OFFERING = re.compile(r"intern|temporary|seasonal|summer|term\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def of_search(item: Payload) -> RawFields:
    """Pick a Search item's fields; pay is in US dollars, as the federal government pays."""
    job = pick.child(item, "MatchedObjectDescriptor")
    details = pick.child(job, "UserArea", "Details")
    places = _search_places(job)
    return {
        "title": pick.text(job.get("PositionTitle")),
        "company": pick.text(job.get("OrganizationName")),
        "places": places,
        "html": _search_html(job, details),
        "is_remote": pick.flag(details.get("RemoteIndicator")),
        "employment": _employment(job),
        "department": pick.text(job.get("DepartmentName")),
        "categories": pick.distinct(pick.text(c.get("Name")) for c in pick.children(job.get("JobCategory"))),
        "url": pick.text(job.get("PositionURI")),
        "posted_at": pick.text(job.get("PublicationStartDate")) or pick.text(job.get("PositionStartDate")),
        "expires_at": pick.text(job.get("ApplicationCloseDate")) or pick.text(job.get("PositionEndDate")),
        "language": "en",
        **merged(
            PayRange(pick.pay(part.get("MinimumRange")), pick.pay(part.get("MaximumRange")), "USD", _interval(part))
            for part in pick.children(job.get("PositionRemuneration"))
        ),
    }


def of_historic(item: Payload) -> RawFields:
    """Pick a HistoricJoa item's fields. Its address is the announcement's page, made from the control number."""
    low, high = pick.pay(item.get("minimumSalary")), pick.pay(item.get("maximumSalary"))
    number = pick.token(item.get("usajobsControlNumber"))
    return {
        "title": pick.text(item.get("positionTitle")),
        "company": pick.text(item.get("hiringAgencyName")),
        "places": _historic_places(item),
        "employment": pick.text(item.get("workSchedule")),
        "department": pick.text(item.get("hiringDepartmentName")),
        "categories": [],
        "url": f"https://www.usajobs.gov/job/{number}" if number else None,
        "posted_at": pick.text(item.get("positionOpenDate")),
        "expires_at": pick.text(item.get("positionCloseDate")),
        "language": "en",
        **merged([PayRange(low, high, "USD", pick.text(item.get("salaryType")))]),
    }


def _search_places(job: Payload) -> list[Place]:
    listed = pick.children(job.get("PositionLocation"))
    if not listed:
        shown = pick.text(job.get("PositionLocationDisplay"))
        return [{"text": shown}] if shown else []
    return [_search_place(place) for place in listed[:MOST_PLACES]]


def _search_place(place: Payload) -> Place:
    """Return one place; CityName says "City, State", of which the city is picked."""
    region = pick.text(place.get("CountrySubDivisionCode"))
    city = pick.text(place.get("CityName"))
    if city and region:
        city = pick.text(city.removesuffix(region).rstrip(" ,"))
    return {
        "text": pick.text(place.get("LocationName")),
        "city": city,
        "region": region,
        "country": pick.text(place.get("CountryCode")),
        "latitude": pick.number(place.get("Latitude")),
        "longitude": pick.number(place.get("Longitude")),
    }


def _historic_places(item: Payload) -> list[Place]:
    listed = item.get("positionLocations") or item.get("PositionLocations")
    if isinstance(listed, str):  # collectors of the archive store the list as JSON text
        try:
            listed = json.loads(listed)
        except (ValueError, RecursionError):
            return []
    found: list[Place] = []
    for place in pick.children(listed)[:MOST_PLACES]:
        city = pick.text(place.get("positionLocationCity"))
        region = pick.text(place.get("positionLocationState"))
        country = pick.text(place.get("positionLocationCountry"))
        words = ", ".join(part for part in (city, region, country) if part)
        if words:
            found.append({"text": words, "city": city, "region": region, "country": country})
    return found


def _employment(job: Payload) -> str | None:
    """Return the kind of appointment where it tells more than the schedule (an internship), else the schedule."""
    offerings = [pick.text(o.get("Name")) for o in pick.children(job.get("PositionOfferingType"))]
    telling = next((name for name in offerings if name and _TELLING_OFFERING.search(name)), None)
    schedules = [pick.text(s.get("Name")) for s in pick.children(job.get("PositionSchedule"))]
    return telling or next((name for name in schedules if name), None)


def _interval(part: Payload) -> str | None:
    code = pick.text(part.get("RateIntervalCode"))
    return pick.text(part.get("Description")) or _INTERVALS.get((code or "").upper(), code)


def _search_html(job: Payload, details: Payload) -> str | None:
    """Return the announcement's sections in the order USAJobs shows them."""
    bodies = [(heading, _body(details.get(name))) for heading, name in _SECTIONS]
    bodies.insert(3, ("Qualifications", _body(job.get("QualificationSummary"))))
    return "\n".join(f"<h3>{heading}</h3>\n{body}" for heading, body in bodies if body) or None


def _body(value: object) -> str | None:
    """Return a section as HTML; most are plain text, some hold tags, MajorDuties is a list."""
    parts = pick.texts(value) if isinstance(value, list) else pick.texts([value])
    return "\n".join(f"<p>{_marked_up(part)}</p>" for part in parts) or None


def _marked_up(part: str) -> str:
    return part if _TAG.search(part) else re.sub(r"\s*\n\s*", "<br>", html.escape(part, quote=False))

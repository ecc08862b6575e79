"""Write one federal announcement as USAJobs' Search does with Fields=Full: numbers as text, nested details."""

from __future__ import annotations

from typing import Any

from sandbox import federal
from sandbox.descriptions import JobDescription, write_description
from sandbox.jobs import Job
from sandbox.market import PostingVersion, SandboxPosting
from sandbox.seeded_random import SeededRandom
from sandbox.timestamps import DAY, HOUR, format_date, get_calendar_year
from sandbox.vocabulary.catalogue import FEDERAL_WORDS
from sandbox.vocabulary.models import MarketCity
from sandbox.world import World

_CONTROL_NUMBER_MODULUS = 299_999_977
_HIRING_PATHS = (("public",), ("public", "vet"), ("fed-competitive", "fed-transition", "vet"), ("student", "graduates"))
_CLEARANCES = ("Not Required", "Not Required", "Other", "Secret", "Top Secret")


def get_control_number(world: World, posting: SandboxPosting) -> int:
    """Return the control number: nine digits, unique for each posting."""
    return 600_000_000 + world.market.get_posting_number(posting, "control numbers", _CONTROL_NUMBER_MODULUS)


def get_announcement_number(world: World, posting: SandboxPosting) -> str:
    """Return the announcement number. It is not unique: a repost may share it."""
    agency, _ = federal.draw_agency(world.market.seed, posting.slot_role.slot)
    rng = SeededRandom("announcement", posting.slot_role.slot)
    kind = rng.choice(("DE", "MP", "ST", "CR"))
    return f"{agency.code}-{get_calendar_year(posting.lifetime.opened_at) % 100}-{rng.randint(100_000, 999_999)}-{kind}"


def get_last_day(posting: SandboxPosting) -> str:
    """Return the date on which the announcement closes (New York)."""
    return format_date(posting.lifetime.closed_at - 6 * HOUR)


def render_item(world: World, posting: SandboxPosting, *, rank: int) -> dict[str, Any]:
    """Return one element of SearchResultItems. `RelevanceRank` depends on the page and is not part of the content."""
    identifier, version = str(get_control_number(world, posting)), world.market.get_version_at(posting, world.now)
    key = ("usajobs", posting.slot_role.slot, posting.lifetime.generation, version.number)
    return {
        "MatchedObjectId": identifier,
        "MatchedObjectDescriptor": world.responses.get_or_render_row(
            key, lambda: _render_descriptor(world, posting, version, identifier)
        ),
        "RelevanceRank": rank,
    }


def _render_descriptor(
    world: World, posting: SandboxPosting, version: PostingVersion, identifier: str
) -> dict[str, Any]:
    job, slot = world.market.get_job_in_version(posting, version), posting.slot_role.slot
    seed = world.market.seed
    agency, department = federal.draw_agency(seed, slot)
    series = federal.draw_series(seed, slot)
    rng, description = SeededRandom("usajobs", job.text_key), write_description(job, with_pay=False)
    uri = f"https://www.usajobs.gov:443/GetJob/ViewDetails/{identifier}"
    locations = _make_locations(rng, job)
    opening_day, closing_day = format_date(posting.lifetime.opened_at), get_last_day(posting)
    return {
        "PositionID": get_announcement_number(world, posting),
        "PositionTitle": job.title,
        "PositionURI": uri,
        "ApplyURI": [f"{uri}?PostingChannelID="],
        "PositionLocationDisplay": locations[0]["LocationName"] if len(locations) == 1 else "Multiple Locations",
        "PositionLocation": locations,
        "OrganizationName": agency.name,
        "DepartmentName": department.name,
        "JobCategory": [{"Name": series.name, "Code": series.code}],
        "JobGrade": [{"Code": "WG" if series.code in FEDERAL_WORDS.wage_grade_series else "GS"}],
        "PositionSchedule": [_make_schedule(job)],
        "PositionOfferingType": [{"Name": "Permanent", "Code": "15317"}],
        "QualificationSummary": " ".join(f"{bullet}." for bullet in description.requirements.bullets),
        "PositionRemuneration": [_make_remuneration(job)],
        "PositionStartDate": opening_day,
        "PositionEndDate": closing_day,
        "PublicationStartDate": opening_day,
        "ApplicationCloseDate": closing_day,
        "PositionFormattedDescription": [
            {"Label": "Dynamic Teaser", "LabelDescription": "Hit highlighting for keyword searches."}
        ],
        "UserArea": {"Details": _render_details(world, posting, job, rng, description), "IsRadialSearch": False},
    }


def _make_locations(rng: SeededRandom, job: Job) -> list[dict[str, Any]]:
    if job.workplace == "remote":
        return [
            {"LocationName": "Anywhere in the U.S. (remote job)", "CountryCode": "United States"}
            | _make_remote_point(job.city)
        ]
    city_count = rng.randint(2, 4) if rng.chance(0.14) else 1
    return [_make_location(city) for city in job.cities[:city_count]]


def _make_location(city: MarketCity) -> dict[str, Any]:
    name = f"{city.name}, {city.region}"
    return {
        "LocationName": name,
        "CountryCode": "United States",
        "CountrySubDivisionCode": city.region,
        "CityName": name,
        "Longitude": city.longitude,
        "Latitude": city.latitude,
    }


def _make_remote_point(city: MarketCity) -> dict[str, Any]:
    return {"CityName": "Anywhere in the U.S. (remote job)", "Longitude": city.longitude, "Latitude": city.latitude}


def _make_schedule(job: Job) -> dict[str, str]:
    if job.employment == "part_time":
        return {"Name": "Part-Time", "Code": "2"}
    return {"Name": "Full-Time", "Code": "1"}


def _make_remuneration(job: Job) -> dict[str, str]:
    return {
        "MinimumRange": f"{float(job.pay.minimum)}",
        "MaximumRange": f"{float(job.pay.maximum)}",
        "RateIntervalCode": "Per Year" if job.pay.period == "year" else "Per Hour",
    }


def _render_details(
    world: World, posting: SandboxPosting, job: Job, rng: SeededRandom, description: JobDescription
) -> dict[str, Any]:
    seed, slot = world.market.seed, posting.slot_role.slot
    agency, department = federal.draw_agency(seed, slot)
    lowest_grade, highest_grade = federal.draw_grades(seed, slot, world.market.get_first_generation(posting))
    requirements, hiring_paths = description.requirements.bullets, rng.choice(_HIRING_PATHS)
    is_public = "public" in hiring_paths
    decision_day = format_date(posting.lifetime.closed_at + 14 * DAY)
    return {
        "JobSummary": " ".join(description.intro),
        "WhoMayApply": {"Name": "United States Citizens" if is_public else "", "Code": "15514" if is_public else ""},
        "LowGrade": f"{lowest_grade:02d}",
        "HighGrade": f"{highest_grade:02d}",
        "OrganizationCodes": f"{department.code}/{agency.code}",
        "Relocation": "True" if rng.chance(0.15) else "False",
        "HiringPath": list(hiring_paths),
        "TotalOpenings": rng.choice(("1", "1", "2", "Few", "Many")),
        "AgencyMarketingStatement": f"The {department.name} serves people in every state.",
        "TravelCode": str(rng.randint(0, 2)),
        "MajorDuties": [f"{bullet}." for bullet in description.duties.bullets],
        "Education": next(
            (bullet for bullet in requirements if "egree" in bullet), "No education may be substituted for experience."
        ),
        "Requirements": "You must be a U.S. citizen. A background investigation is required.",
        "Evaluations": "You will be rated on how well your resume and answers show the competencies of the position.",
        "HowToApply": f"Complete the online application by 11:59 PM Eastern Time on {get_last_day(posting)}.",
        "WhatToExpectNext": f"We expect to notify applicants by {decision_day}.",
        "RequiredDocuments": "Resume. Transcripts, where education is claimed. SF-50, where you served before.",
        "Benefits": "Health, dental, vision and life insurance, retirement savings, paid leave and federal holidays.",
        "OtherInformation": " ".join(description.terms.paragraphs),
        "KeyRequirements": [f"{bullet}." for bullet in requirements[:3]],
        "WithinArea": "False",
        "CommuteDistance": "0",
        "ServiceType": "01",
        "AnnouncementClosingType": "01",
        "AgencyContactEmail": "",
        "AgencyContactPhone": "",
        "SecurityClearance": rng.choice(_CLEARANCES),
        "DrugTestRequired": "True" if rng.chance(0.25) else "False",
        "AdjudicationType": [],
        "TeleworkEligible": rng.chance(0.4),
        "RemoteIndicator": job.workplace == "remote",
    }

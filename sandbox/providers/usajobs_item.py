"""One federal announcement as Search returns it (Fields=Full): numbers as text, nested details."""

from __future__ import annotations

from typing import Any

from sandbox import adverts, federal
from sandbox.adverts import Advert
from sandbox.dice import Dice
from sandbox.instants import DAY, HOUR, iso_date, year
from sandbox.jobs import Job
from sandbox.market import Opening, Version
from sandbox.words.federal import SERIES, WAGE_GRADE
from sandbox.words.places import City
from sandbox.world import World

_CONTROL = 299_999_977
_PATHS = (("public",), ("public", "vet"), ("fed-competitive", "fed-transition", "vet"), ("student", "graduates"))
_CLEARANCE = ("Not Required", "Not Required", "Other", "Secret", "Top Secret")


def control_number(world: World, opening: Opening) -> int:
    """Return the control number: nine digits, never used twice."""
    return 600_000_000 + world.market.short_number(opening, "control numbers", _CONTROL)


def announcement_number(world: World, opening: Opening) -> str:
    """Return the announcement number, which is not unique: re-announcements may share it."""
    _, code, _, _ = federal.agency_of(world.market.seed, opening.seat.slot)
    dice = Dice("announcement", opening.seat.slot)
    kind = dice.pick(("DE", "MP", "ST", "CR"))
    return f"{code}-{year(opening.life.opened) % 100}-{dice.between(100_000, 999_999)}-{kind}"


def last_day(opening: Opening) -> str:
    """Return the date on which the announcement closes (New York)."""
    return iso_date(opening.life.closed - 6 * HOUR)


def item(world: World, opening: Opening, *, rank: int) -> dict[str, Any]:
    """Return one element of SearchResultItems; `RelevanceRank` depends on the page and is no part of the content."""
    number, version = str(control_number(world, opening)), world.market.version(opening, world.at)
    key = ("usajobs", opening.seat.slot, opening.life.generation, version.number)
    return {
        "MatchedObjectId": number,
        "MatchedObjectDescriptor": world.pages.row(key, lambda: _descriptor(world, opening, version, number)),
        "RelevanceRank": rank,
    }


def _descriptor(world: World, opening: Opening, version: Version, number: str) -> dict[str, Any]:
    job, slot = world.market.worded(opening, version), opening.seat.slot
    seed = world.market.seed
    agency, _, department, _ = federal.agency_of(seed, slot)
    code, name, *_ = SERIES[federal.series_index(seed, slot)]
    dice, advert = Dice("usajobs", job.text), adverts.write(job, with_pay=False)
    uri = f"https://www.usajobs.gov:443/GetJob/ViewDetails/{number}"
    places = _places(dice, job)
    opened, closes = iso_date(opening.life.opened), last_day(opening)
    return {
        "PositionID": announcement_number(world, opening),
        "PositionTitle": job.title,
        "PositionURI": uri,
        "ApplyURI": [f"{uri}?PostingChannelID="],
        "PositionLocationDisplay": places[0]["LocationName"] if len(places) == 1 else "Multiple Locations",
        "PositionLocation": places,
        "OrganizationName": agency,
        "DepartmentName": department,
        "JobCategory": [{"Name": name, "Code": code}],
        "JobGrade": [{"Code": "WG" if code in WAGE_GRADE else "GS"}],
        "PositionSchedule": [_schedule(job)],
        "PositionOfferingType": [{"Name": "Permanent", "Code": "15317"}],
        "QualificationSummary": " ".join(f"{line}." for line in advert.need.bullets),
        "PositionRemuneration": [_remuneration(job)],
        "PositionStartDate": opened,
        "PositionEndDate": closes,
        "PublicationStartDate": opened,
        "ApplicationCloseDate": closes,
        "PositionFormattedDescription": [
            {"Label": "Dynamic Teaser", "LabelDescription": "Hit highlighting for keyword searches."}
        ],
        "UserArea": {"Details": _details(world, opening, job, dice, advert), "IsRadialSearch": False},
    }


def _places(dice: Dice, job: Job) -> list[dict[str, Any]]:
    if job.workplace == "remote":
        return [
            {"LocationName": "Anywhere in the U.S. (remote job)", "CountryCode": "United States"} | _point(job.city)
        ]
    several = dice.between(2, 4) if dice.chance(0.14) else 1
    return [_place(city) for city in job.places[:several]]


def _place(city: City) -> dict[str, Any]:
    name = f"{city.name}, {city.region}"
    return {
        "LocationName": name,
        "CountryCode": "United States",
        "CountrySubDivisionCode": city.region,
        "CityName": name,
        "Longitude": city.longitude,
        "Latitude": city.latitude,
    }


def _point(city: City) -> dict[str, Any]:
    return {"CityName": "Anywhere in the U.S. (remote job)", "Longitude": city.longitude, "Latitude": city.latitude}


def _schedule(job: Job) -> dict[str, str]:
    if job.employment == "part_time":
        return {"Name": "Part-Time", "Code": "2"}
    return {"Name": "Full-Time", "Code": "1"}


def _remuneration(job: Job) -> dict[str, str]:
    return {
        "MinimumRange": f"{float(job.pay.minimum)}",
        "MaximumRange": f"{float(job.pay.maximum)}",
        "RateIntervalCode": "Per Year" if job.pay.period == "year" else "Per Hour",
    }


def _details(world: World, opening: Opening, job: Job, dice: Dice, advert: Advert) -> dict[str, Any]:
    seed, slot = world.market.seed, opening.seat.slot
    _, code, department, department_code = federal.agency_of(seed, slot)
    low, high = federal.grades(seed, slot, world.market.origin(opening))
    needs, paths = advert.need.bullets, dice.pick(_PATHS)
    everybody = "public" in paths
    end = iso_date(opening.life.closed + 14 * DAY)
    return {
        "JobSummary": " ".join(advert.lead),
        "WhoMayApply": {"Name": "United States Citizens" if everybody else "", "Code": "15514" if everybody else ""},
        "LowGrade": f"{low:02d}",
        "HighGrade": f"{high:02d}",
        "OrganizationCodes": f"{department_code}/{code}",
        "Relocation": "True" if dice.chance(0.15) else "False",
        "HiringPath": list(paths),
        "TotalOpenings": dice.pick(("1", "1", "2", "Few", "Many")),
        "AgencyMarketingStatement": f"The {department} serves people in every state.",
        "TravelCode": str(dice.between(0, 2)),
        "MajorDuties": [f"{line}." for line in advert.do.bullets],
        "Education": next(
            (line for line in needs if "egree" in line), "No education may be substituted for experience."
        ),
        "Requirements": "You must be a U.S. citizen. A background investigation is required.",
        "Evaluations": "You will be rated on how well your resume and answers show the competencies of the position.",
        "HowToApply": f"Complete the online application by 11:59 PM Eastern Time on {last_day(opening)}.",
        "WhatToExpectNext": f"We expect to notify applicants by {end}.",
        "RequiredDocuments": "Resume. Transcripts, where education is claimed. SF-50, where you served before.",
        "Benefits": "Health, dental, vision and life insurance, retirement savings, paid leave and federal holidays.",
        "OtherInformation": " ".join(advert.terms.paragraphs),
        "KeyRequirements": [f"{line}." for line in needs[:3]],
        "WithinArea": "False",
        "CommuteDistance": "0",
        "ServiceType": "01",
        "AnnouncementClosingType": "01",
        "AgencyContactEmail": "",
        "AgencyContactPhone": "",
        "SecurityClearance": dice.pick(_CLEARANCE),
        "DrugTestRequired": "True" if dice.chance(0.25) else "False",
        "AdjudicationType": [],
        "TeleworkEligible": dice.chance(0.4),
        "RemoteIndicator": job.workplace == "remote",
    }

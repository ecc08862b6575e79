"""Speak USAJobs' HistoricJoa: the announcements opened in a range of dates, with what became of each."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from sandbox import federal, lifecycle
from sandbox.boards import JobBoard
from sandbox.market import SandboxPosting
from sandbox.providers.usajobs_announcement import get_announcement_number, get_control_number, get_last_day
from sandbox.seeded_random import SeededRandom
from sandbox.timestamps import DAY, format_date, parse_time
from sandbox.vocabulary.catalogue import FEDERAL_WORDS
from sandbox.world import World

_PAGE_SIZE = 500
_DEFAULT_RANGE = 365 * DAY
_REVIEW_TIME = 25 * DAY


def render_page(world: World, board: JobBoard, query: dict[str, str]) -> dict[str, Any]:
    """Return a page. Without dates it covers the last 365 days; the continuation token is an offset."""
    postings = _filter_postings(world, board, query)
    offset = int(query.get("continuationtoken", 0))
    end = offset + _PAGE_SIZE
    token = str(end) if end < len(postings) else None
    next_query = urlencode(query | {"continuationtoken": token}) if token else None
    return {
        "paging": {
            "metadata": {"totalCount": len(postings), "pageSize": _PAGE_SIZE, "continuationToken": token},
            "next": f"/usajobs/api/HistoricJoa?{next_query}" if next_query else None,
        },
        "data": [_render_announcement(world, posting) for posting in postings[offset:end]],
    }


def _filter_postings(world: World, board: JobBoard, query: dict[str, str]) -> list[SandboxPosting]:
    if numbers := query.get("usajobscontrolnumbers"):
        control_numbers = _split_codes(numbers)
        postings = _list_opened_between(world, board, world.now - 3 * _DEFAULT_RANGE, world.now)
        return [posting for posting in postings if str(get_control_number(world, posting)) in control_numbers]
    until = min(world.now, parse_time(query["endpositionopendate"]) if "endpositionopendate" in query else world.now)
    since = _parse_start(query["startpositionopendate"]) if "startpositionopendate" in query else until - _DEFAULT_RANGE
    postings = _list_opened_between(world, board, since, until)
    if series := query.get("positionseries"):
        series_codes = _split_codes(series)
        postings = [posting for posting in postings if world.market.get_series_code(posting) in series_codes]
    if agencies := query.get("hiringagencycodes"):
        agency_codes, seed = _split_codes(agencies), world.market.seed
        postings = [
            posting for posting in postings if federal.draw_agency(seed, posting.slot_role.slot)[0].code in agency_codes
        ]
    if first_day := query.get("startpositionclosedate"):
        postings = [posting for posting in postings if get_last_day(posting) >= first_day[:10]]
    if final_day := query.get("endpositionclosedate"):
        postings = [posting for posting in postings if get_last_day(posting) <= final_day[:10]]
    return postings


def _split_codes(text: str) -> frozenset[str]:
    return frozenset(text.replace(";", ",").split(","))


def _parse_start(text: str) -> int:
    """Return a time, or the first second of a bare date."""
    return parse_time(text if "T" in text else f"{text}T00:00:00+00:00")


@lru_cache(maxsize=4)
def _list_opened_between(world: World, board: JobBoard, since: int, until: int) -> list[SandboxPosting]:
    """Return the announcements of a board that opened between two times, in the order of slots and generations."""
    postings, seed = [], world.market.seed
    for slot in board.slots:
        slot_role = world.market.slot_roles.get_role(slot)
        lifetimes = lifecycle.list_lifetimes(seed, slot, until, federal=True)[-1:]
        while lifetimes[-1].opened_at > since:
            earlier_generation = lifetimes[-1].generation - 1
            lifetimes.append(lifecycle.make_lifetime(seed, slot, earlier_generation, federal=True))
        postings += [
            SandboxPosting(slot_role, lifetime)
            for lifetime in reversed(lifetimes)
            if since <= lifetime.opened_at <= until
        ]
    return postings


def find_status(world: World, posting: SandboxPosting) -> str:
    """Return positionOpeningStatus. No other provider tells what became of a job."""
    if posting.lifetime.is_open(world.now):
        return "Accepting applications"
    rng = SeededRandom("outcome", posting.slot_role.slot, posting.lifetime.generation)
    if rng.chance(0.12):
        return "Job canceled"
    if world.now - posting.lifetime.closed_at < _REVIEW_TIME:
        return "Applications under review"
    return rng.choice(("Candidate selected", "Candidate selected", "Job closed"))


def _render_announcement(world: World, posting: SandboxPosting) -> dict[str, Any]:
    market, slot = world.market, posting.slot_role.slot
    job = market.get_current_job(posting, min(world.now, posting.lifetime.closed_at - 1))
    agency, department = federal.draw_agency(market.seed, slot)
    series = federal.draw_series(market.seed, slot)
    lowest_grade, highest_grade = federal.draw_grades(market.seed, slot, market.get_first_generation(posting))
    rng = SeededRandom("historic", job.text_key)
    return {
        "usajobsControlNumber": get_control_number(world, posting),
        "hiringAgencyCode": agency.code,
        "hiringAgencyName": agency.name,
        "hiringDepartmentCode": department.code,
        "hiringDepartmentName": department.name,
        "hiringSubelementName": None,
        "agencyLevel": 2,
        "agencyLevelSort": f"{department.name}\\{agency.name}",
        "appointmentType": "Permanent",
        "workSchedule": "Part-time" if job.employment == "part_time" else "Full-time",
        "payScale": "WG" if series.code in FEDERAL_WORDS.wage_grade_series else "GS",
        "salaryType": "Per Year" if job.pay.period == "year" else "Per Hour",
        "vendor": "USASTAFFING",
        "travelRequirement": rng.choice(("Not required", "Occasional travel", "25% or less")),
        "teleworkEligible": "Y" if rng.chance(0.4) else "N",
        "serviceType": "Competitive",
        "securityClearanceRequired": "N",
        "securityClearance": "Not Required",
        "whoMayApply": "United States Citizens",
        "announcementClosingTypeCode": "01",
        "announcementClosingTypeDescription": "Closing Date",
        "positionOpenDate": format_date(posting.lifetime.opened_at),
        "positionCloseDate": get_last_day(posting),
        "positionExpireDate": get_last_day(posting),
        "announcementNumber": get_announcement_number(world, posting),
        "positionTitle": job.title,
        "minimumGrade": f"{lowest_grade:02d}",
        "maximumGrade": f"{highest_grade:02d}",
        "promotionPotential": f"{highest_grade:02d}",
        "minimumSalary": job.pay.minimum,
        "maximumSalary": job.pay.maximum,
        "supervisoryStatus": "Y" if job.title.startswith("Supervisory") else "N",
        "drugTestRequired": "N",
        "relocationExpensesReimbursed": "N",
        "totalOpenings": rng.choice(("1", "1", "2", "Few", "Many")),
        "disableApplyOnline": "N",
        "positionOpeningStatus": find_status(world, posting),
        "hiringPaths": [{"hiringPath": "The public"}],
        "jobCategories": [{"series": series.code}],
        "positionLocations": [
            {
                "positionLocationCity": job.city.name,
                "positionLocationState": job.city.region,
                "positionLocationCountry": "United States",
            }
        ],
    }

"""HistoricJoa: every announcement opened in a range of dates, closed ones too, with what became of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from sandbox import federal, lifecycle
from sandbox.boards import Board
from sandbox.dice import Dice
from sandbox.instants import DAY, instant, iso_date
from sandbox.market import Opening
from sandbox.providers.usajobs_item import announcement_number, control_number, last_day
from sandbox.words.federal import SERIES, WAGE_GRADE
from sandbox.world import World

_PAGE = 500
_DEFAULT_RANGE = 365 * DAY
_REVIEW = 25 * DAY


def page(world: World, board: Board, query: dict[str, str]) -> dict[str, Any]:
    """Return one page; without dates, what was opened in the last 365 days. The token is an offset."""
    found = _found(world, board, query)
    offset = int(query.get("continuationtoken", 0))
    part = found[offset : offset + _PAGE]
    token = str(offset + _PAGE) if offset + _PAGE < len(found) else None
    further = urlencode(query | {"continuationtoken": token}) if token else None
    return {
        "paging": {
            "metadata": {"totalCount": len(found), "pageSize": _PAGE, "continuationToken": token},
            "next": f"/usajobs/api/HistoricJoa?{further}" if further else None,
        },
        "data": [_record(world, opening) for opening in part],
    }


def _found(world: World, board: Board, query: dict[str, str]) -> list[Opening]:
    if numbers := query.get("usajobscontrolnumbers"):
        wanted = frozenset(numbers.replace(";", ",").split(","))
        until, since = world.at, world.at - 3 * _DEFAULT_RANGE
        return [o for o in _between(world, board, since, until) if str(control_number(world, o)) in wanted]
    until = min(world.at, instant(query["endpositionopendate"]) if "endpositionopendate" in query else world.at)
    since = _midnight(query["startpositionopendate"]) if "startpositionopendate" in query else until - _DEFAULT_RANGE
    found = _between(world, board, since, until)
    if series := query.get("positionseries"):
        codes = frozenset(series.replace(";", ",").split(","))
        found = [opening for opening in found if world.market.series(opening) in codes]
    if agencies := query.get("hiringagencycodes"):
        wanted = frozenset(agencies.replace(";", ",").split(","))
        found = [o for o in found if federal.agency_of(world.market.seed, o.seat.slot)[1] in wanted]
    if closed_from := query.get("startpositionclosedate"):
        found = [opening for opening in found if last_day(opening) >= closed_from[:10]]
    if closed_to := query.get("endpositionclosedate"):
        found = [opening for opening in found if last_day(opening) <= closed_to[:10]]
    return found


def _midnight(text: str) -> int:
    return instant(text if "T" in text else f"{text}T00:00:00+00:00")


@lru_cache(maxsize=4)
def _between(world: World, board: Board, since: int, until: int) -> list[Opening]:
    """Return the announcements of a board that opened within the instants, in the order of slots and generations."""
    found, seed = [], world.market.seed
    for slot in board.slots:
        seat = world.market.seats.seat(slot)
        latest = lifecycle.spans(seed, slot, until, federal=True)[-1]
        lives = [latest]
        while lives[-1].opened > since:
            lives.append(lifecycle.span(seed, slot, lives[-1].generation - 1, federal=True))
        found += [Opening(seat, life) for life in reversed(lives) if since <= life.opened <= until]
    return found


def status(world: World, opening: Opening) -> str:
    """Return positionOpeningStatus: the only word of any provider on what became of a position."""
    if opening.life.is_open(world.at):
        return "Accepting applications"
    dice = Dice("outcome", opening.seat.slot, opening.life.generation)
    if dice.chance(0.12):
        return "Job canceled"
    if world.at - opening.life.closed < _REVIEW:
        return "Applications under review"
    return dice.pick(("Candidate selected", "Candidate selected", "Job closed"))


def _record(world: World, opening: Opening) -> dict[str, Any]:
    market, slot = world.market, opening.seat.slot
    job = market.current(opening, min(world.at, opening.life.closed - 1))
    agency, code, department, department_code = federal.agency_of(market.seed, slot)
    series = SERIES[federal.series_index(market.seed, slot)][0]
    low, high = federal.grades(market.seed, slot, market.origin(opening))
    dice = Dice("historic", job.text)
    number = control_number(world, opening)
    return {
        "usajobsControlNumber": number,
        "hiringAgencyCode": code,
        "hiringAgencyName": agency,
        "hiringDepartmentCode": department_code,
        "hiringDepartmentName": department,
        "hiringSubelementName": None,
        "agencyLevel": 2,
        "agencyLevelSort": f"{department}\\{agency}",
        "appointmentType": "Permanent",
        "workSchedule": "Part-time" if job.employment == "part_time" else "Full-time",
        "payScale": "WG" if series in WAGE_GRADE else "GS",
        "salaryType": "Per Year" if job.pay.period == "year" else "Per Hour",
        "vendor": "USASTAFFING",
        "travelRequirement": dice.pick(("Not required", "Occasional travel", "25% or less")),
        "teleworkEligible": "Y" if dice.chance(0.4) else "N",
        "serviceType": "Competitive",
        "securityClearanceRequired": "N",
        "securityClearance": "Not Required",
        "whoMayApply": "United States Citizens",
        "announcementClosingTypeCode": "01",
        "announcementClosingTypeDescription": "Closing Date",
        "positionOpenDate": iso_date(opening.life.opened),
        "positionCloseDate": last_day(opening),
        "positionExpireDate": last_day(opening),
        "announcementNumber": announcement_number(world, opening),
        "positionTitle": job.title,
        "minimumGrade": f"{low:02d}",
        "maximumGrade": f"{high:02d}",
        "promotionPotential": f"{high:02d}",
        "minimumSalary": job.pay.minimum,
        "maximumSalary": job.pay.maximum,
        "supervisoryStatus": "Y" if job.title.startswith("Supervisory") else "N",
        "drugTestRequired": "N",
        "relocationExpensesReimbursed": "N",
        "totalOpenings": dice.pick(("1", "1", "2", "Few", "Many")),
        "disableApplyOnline": "N",
        "positionOpeningStatus": status(world, opening),
        "hiringPaths": [{"hiringPath": "The public"}],
        "jobCategories": [{"series": series}],
        "positionLocations": [
            {
                "positionLocationCity": job.city.name,
                "positionLocationState": job.city.region,
                "positionLocationCountry": "United States",
            }
        ],
    }

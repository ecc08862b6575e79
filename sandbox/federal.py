"""Federal jobs: agency, series, grade, and pay by the General Schedule. Announcements are worded in providers."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from sandbox import jobs
from sandbox.companies import Company
from sandbox.dice import Dice, Odds
from sandbox.jobs import Job
from sandbox.pay import Pay
from sandbox.words.catalogue import PROFESSIONS
from sandbox.words.federal import DEPARTMENTS, SERIES, WAGE_GRADE
from sandbox.words.places import COUNTRIES

# Yearly pay at step 1 of each grade before locality pay, and hourly wage grades; rounded estimates.
_STEP_ONE = {4: 30_800, 5: 34_500, 6: 38_400, 7: 42_700, 8: 47_300, 9: 52_200, 10: 57_500, 11: 63_200, 12: 75_700}
_STEP_ONE |= {13: 90_000, 14: 106_400, 15: 125_100}
_STEP_TEN = 1.3
_CAP = 197_200
_GRADES_MORE = Odds(((0, 6), (1, 2), (2, 2)))
_LEVEL_OF_GRADE = ((6, "entry"), (11, "mid"), (13, "senior"), (14, "lead"), (15, "executive"))
_AGENCIES = tuple((agency, code, name) for name, code, agencies in DEPARTMENTS for agency in agencies)


@lru_cache(maxsize=1 << 17)
def agency_index(seed: int, slot: int) -> int:
    """Return which agency a federal slot belongs to."""
    return Dice(seed, "agency", slot).between(0, len(_AGENCIES) - 1)


def agency_of(seed: int, slot: int) -> tuple[str, str, str, str]:
    """Return agency name, agency code, department name and department code of a federal slot."""
    agency, code, department = _AGENCIES[agency_index(seed, slot)]
    return agency[0], agency[1], department, code


def agency(seed: int, slot: int) -> Company:
    """Return the agency as an employer."""
    name, code, _, _ = agency_of(seed, slot)
    home = COUNTRIES["US"].cities[Dice("agency home", code).between(0, 12)]
    return Company(f"usajobs-{code}", name, name, "public", "US", home, 1946, 12_000)


@lru_cache(maxsize=1 << 17)
def series_index(seed: int, slot: int) -> int:
    """Return which line of SERIES a federal slot belongs to."""
    hired = _AGENCIES[agency_index(seed, slot)][0][2].split()
    fitting = [index for index, line in enumerate(SERIES) if line[2] in hired]
    return Dice(seed, "series", slot).pick(fitting)


def grades(seed: int, slot: int, origin: int) -> tuple[int, int]:
    """Return the lowest and highest grade of a federal job."""
    _, _, _, _, low, high = SERIES[series_index(seed, slot)]
    dice = Dice(seed, "grade", slot, origin)
    first = dice.between(low, high)
    return first, min(high, first + dice.weighted(_GRADES_MORE))


def job(seed: int, slot: int, origin: int, text: str) -> Job:
    """Return the facts of a federal job."""
    code, _, key, title, _, _ = SERIES[series_index(seed, slot)]
    low, high = grades(seed, slot, origin)
    level = next(name for grade, name in _LEVEL_OF_GRADE if high <= grade)
    dice = Dice(seed, "federal", slot, origin)
    found = jobs.detail(dice, PROFESSIONS[key], level, agency(seed, slot), COUNTRIES["US"], "en", text)
    words = f"Supervisory {title}" if level in ("lead", "executive") else title
    titled = f"{words} ({found.area})" if "(" not in words and dice.chance(0.4) else words
    return replace(
        found,
        role=words,
        titles=(titled, f"{titled} - Direct Hire"),
        title=titled,
        pay=_pay(found, code, low, high),
        pay_shown=True,
        employment=found.employment if found.employment in ("full_time", "part_time") else "full_time",
        workplace="onsite" if found.workplace == "hybrid" else found.workplace,
    )


def _pay(found: Job, code: str, low: int, high: int) -> Pay:
    locality = 1.17 + max(0.0, found.city.cost - 0.9) * 0.6
    bottom = _STEP_ONE[low] * locality
    top = min(_STEP_ONE[high] * _STEP_TEN * locality, _CAP)
    if code in WAGE_GRADE:
        return Pay(round(bottom / 2087, 2), round(top / 2087, 2), "USD", "hour")
    return Pay(float(round(bottom)), float(round(top)), "USD", "year")

"""Make federal jobs: agency, series, grade, and pay by the General Schedule. `providers` writes the announcements."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from sandbox import jobs
from sandbox.employers import Employer
from sandbox.jobs import Job
from sandbox.pay import PayOffer
from sandbox.seeded_random import SeededRandom, WeightedOptions
from sandbox.vocabulary.catalogue import COUNTRIES, FEDERAL_WORDS, PROFESSIONS
from sandbox.vocabulary.models import FederalAgency, FederalDepartment, OccupationalSeries

# Yearly pay at step 1 of each grade, before the addition for expensive places. Rounded estimates.
_STEP_1_PAY = {4: 30_800, 5: 34_500, 6: 38_400, 7: 42_700, 8: 47_300, 9: 52_200, 10: 57_500, 11: 63_200, 12: 75_700}
_STEP_1_PAY |= {13: 90_000, 14: 106_400, 15: 125_100}
_STEP_10_FACTOR = 1.3
_MAXIMUM_PAY = 197_200
_HOURS_PER_YEAR = 2087
_EXTRA_GRADES = WeightedOptions(((0, 6), (1, 2), (2, 2)))
# The highest grade of each level.
_LEVEL_GRADES = ((6, "entry"), (11, "mid"), (13, "senior"), (14, "lead"), (15, "executive"))
_AGENCIES = tuple((agency, department) for department in FEDERAL_WORDS.departments for agency in department.agencies)


@lru_cache(maxsize=1 << 17)
def draw_agency(seed: int, slot: int) -> tuple[FederalAgency, FederalDepartment]:
    """Return the agency of a federal slot, and its department."""
    return _AGENCIES[SeededRandom(seed, "agency", slot).randint(0, len(_AGENCIES) - 1)]


def make_employer(seed: int, slot: int) -> Employer:
    """Return the agency of a federal slot as an employer."""
    agency, _ = draw_agency(seed, slot)
    home = COUNTRIES["US"].cities[SeededRandom("agency home", agency.code).randint(0, 12)]
    return Employer(f"usajobs-{agency.code}", agency.name, agency.name, "public", "US", home, 1946, 12_000)


@lru_cache(maxsize=1 << 17)
def draw_series(seed: int, slot: int) -> OccupationalSeries:
    """Return the occupational series of a federal slot: one whose profession its agency hires."""
    agency, _ = draw_agency(seed, slot)
    options = [series for series in FEDERAL_WORDS.series if series.profession in agency.professions]
    return SeededRandom(seed, "series", slot).choice(options)


def draw_grades(seed: int, slot: int, generation: int) -> tuple[int, int]:
    """Return the lowest and highest grade of a federal job."""
    series = draw_series(seed, slot)
    rng = SeededRandom(seed, "grade", slot, generation)
    lowest = rng.randint(series.lowest_grade, series.highest_grade)
    return lowest, min(series.highest_grade, lowest + rng.weighted_choice(_EXTRA_GRADES))


def make_job(seed: int, slot: int, generation: int, text_key: str) -> Job:
    """Make up the job of a federal posting."""
    series = draw_series(seed, slot)
    lowest_grade, highest_grade = draw_grades(seed, slot, generation)
    level = next(level for grade, level in _LEVEL_GRADES if highest_grade <= grade)
    rng, employer = SeededRandom(seed, "federal", slot, generation), make_employer(seed, slot)
    job = jobs.fill_job(rng, PROFESSIONS[series.profession], level, employer, COUNTRIES["US"], "en", text_key)
    role = f"Supervisory {series.title}" if level in ("lead", "executive") else series.title
    title = f"{role} ({job.area})" if "(" not in role and rng.chance(0.4) else role
    return replace(
        job,
        role=role,
        titles=(title, f"{title} - Direct Hire"),
        title=title,
        pay=_calculate_pay(job, series, lowest_grade, highest_grade),
        states_pay=True,
        employment=job.employment if job.employment in ("full_time", "part_time") else "full_time",
        workplace="onsite" if job.workplace == "hybrid" else job.workplace,
    )


def _calculate_pay(job: Job, series: OccupationalSeries, lowest_grade: int, highest_grade: int) -> PayOffer:
    locality_factor = 1.17 + max(0.0, job.city.cost_factor - 0.9) * 0.6
    minimum = _STEP_1_PAY[lowest_grade] * locality_factor
    maximum = min(_STEP_1_PAY[highest_grade] * _STEP_10_FACTOR * locality_factor, _MAXIMUM_PAY)
    if series.code in FEDERAL_WORDS.wage_grade_series:
        return PayOffer(round(minimum / _HOURS_PER_YEAR, 2), round(maximum / _HOURS_PER_YEAR, 2), "USD", "hour")
    return PayOffer(float(round(minimum)), float(round(maximum)), "USD", "year")

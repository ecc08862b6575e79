"""Greenhouse's job board API as documented: whole boards, escaped HTML, New York time, touched time stamps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sandbox import adverts, lifecycle, markup
from sandbox.companies import Company
from sandbox.dice import Dice, number
from sandbox.instants import iso_new_york
from sandbox.jobs import Job
from sandbox.market import Opening, Version
from sandbox.pay import Pay
from sandbox.providers.board_page import board_page
from sandbox.wire import Answer, Request, json_answer
from sandbox.world import World

NAME = "greenhouse"
_IDS = 4_999_999_937
_REQUISITIONS = 899_999_963
_EMPLOYMENT = {
    "full_time": "Full-time",
    "part_time": "Part-time",
    "contract": "Fixed term",
    "temporary": "Temporary",
    "internship": "Intern",
}
_MISSING = {"status": 404, "error": "Job not found"}
_PROSPECTS = 12  # in a thousand
_WORKPLACE = {"onsite": "On-site", "hybrid": "Hybrid", "remote": "Remote"}


def external_id(world: World, opening: Opening) -> str:
    """Return a posting's id as text."""
    return str(_id(world, opening))


def answer(world: World, request: Request) -> Answer:
    """Answer `/greenhouse/v1/boards/{token}[/jobs[/{id}]]`."""
    root, token, jobs, identifier = (request.parts[1:3], *[*request.parts[3:6], "", "", ""][:3])
    board = world.market.boards[NAME].get(token) if root == ["v1", "boards"] else None
    if board is None or board.employer is None or jobs not in ("", "jobs"):
        return json_answer(_MISSING, 404)
    if not jobs:
        _, portrait = adverts.about(board.employer, "en")
        return json_answer({"name": _habits(board.employer).name, "content": markup.paragraphs(portrait)})
    content, pay = (request.query.get(name) == "true" for name in ("content", "pay_transparency"))
    openings = world.open(board)
    if identifier:
        found = next((opening for opening in openings if external_id(world, opening) == identifier), None)
        if found is None:
            return json_answer(_MISSING, 404)
        return json_answer(_job(world, found, world.market.version(found, world.at), content=True, pay=pay))
    return board_page(
        world,
        (NAME, board.token, content, pay),
        openings,
        lambda opening, version: _job(world, opening, version, content=content, pay=pay),
        lambda rows: {"jobs": rows, "meta": {"total": len(rows)}},
        lambda opening, version: _updated(world, opening, version),
    )


@dataclass(frozen=True, slots=True)
class _Habits:
    """An employer's settings of its board."""

    name: str
    own_site: bool
    compliance: dict[str, Any]
    place: int
    hybrid_in_place: bool
    requisitions: bool
    optional: dict[str, Any]
    fields: tuple[int, bool, bool, bool] | None
    intro: bool


@lru_cache(maxsize=4096)
def _habits(employer: Company) -> _Habits:
    habit = Dice("greenhouse habit", employer.key)
    optional: dict[str, Any] = {"application_deadline": None} if habit.chance(0.9) else {}
    if habit.chance(0.18):
        optional |= {"education": "education_optional"}
    fields = (habit.between(4_000_000, 4_900_000), habit.chance(0.6), habit.chance(0.35), habit.chance(0.4))
    return _Habits(
        name=f"{employer.name} " if habit.chance(0.04) else employer.name,
        own_site=habit.chance(0.25),
        compliance=_compliance(habit),
        place=habit.between(0, 2),
        hybrid_in_place=habit.chance(0.3),
        requisitions=habit.chance(0.8),
        optional=optional,
        fields=fields if habit.chance(0.4) else None,
        intro=habit.chance(0.4),
    )


def _id(world: World, opening: Opening) -> int:
    return 4_000_000_000 + world.market.short_number(opening, "greenhouse ids", _IDS)


def _updated(world: World, opening: Opening, version: Version) -> int:
    """Return the last instant at which the posting changed, was touched or came back."""
    seed, at, pause = world.market.seed, world.at, opening.life.pause
    returned = pause[1] if pause and pause[1] <= at else 0
    return max(version.changed_at, lifecycle.last_touch(seed, opening.seat.slot, opening.life, at), returned)


def _job(world: World, opening: Opening, version: Version, *, content: bool, pay: bool) -> dict[str, Any]:
    job = world.market.worded(opening, version)
    identifier, habits = _id(world, opening), _habits(job.company)
    requisition = world.market.requisition_number(opening, "greenhouse requisitions", _REQUISITIONS)
    prospect = number("prospect", job.text) % 1000 < _PROSPECTS
    row: dict[str, Any] = {
        "absolute_url": _url(habits, opening.board.token, identifier),
        "data_compliance": [habits.compliance],
        "internal_job_id": None if prospect else 3_000_000_000 + requisition,
        "location": {"name": _place(habits, job)},
        "metadata": _metadata(habits, job),
        "id": identifier,
        "updated_at": iso_new_york(_updated(world, opening, version)),
        "requisition_id": f"R-{requisition % 100_000}" if habits.requisitions else None,
        "title": job.title,
        "company_name": habits.name,
        "first_published": iso_new_york(opening.life.opened),
        "language": job.language,
        **habits.optional,
    }
    if content:
        row |= _content(job, habits)
    if pay and job.pay_shown:
        row["pay_input_ranges"] = [_range(job)]
    return row


def _content(job: Job, habits: _Habits) -> dict[str, Any]:
    department = number("department", job.company.key, job.department) % 90_000 + 4_000_000
    office = number("office", job.company.key, job.city.name) % 90_000 + 4_100_000
    place = f"{job.city.name}, {job.city.region}, {job.country.name}"
    how = markup.manner(job.company)
    text = markup.html(adverts.write(job, with_pay=job.pay_shown), how)
    if habits.intro:
        text = f'<div class="content-intro">{text}</div>'
    return {
        "content": markup.escape(text).replace('"', "&quot;"),
        "departments": [{"id": department, "name": job.department, "child_ids": [], "parent_id": None}],
        "offices": [
            {"id": office, "name": job.city.name, "location": place, "child_ids": [], "parent_id": None},
        ],
    }


def _url(habits: _Habits, token: str, identifier: int) -> str:
    if habits.own_site:
        return f"https://careers.{token}.example/open-positions?gh_jid={identifier}"
    return f"https://job-boards.greenhouse.io/{token}/jobs/{identifier}"


def _compliance(habit: Dice) -> dict[str, Any]:
    retention = 365 if habit.chance(0.03) else None
    return {
        "type": "gdpr",
        "requires_consent": retention is not None,
        "requires_processing_consent": False,
        "requires_retention_consent": retention is not None,
        "retention_period": retention,
        "demographic_data_consent_applies": habit.chance(0.2),
    }


def _place(habits: _Habits, job: Job) -> str:
    city, country = job.city, job.country
    if job.workplace == "remote":
        short = {"US": "US", "GB": "UK"}.get(country.code, country.name)
        return (f"Remote - {short}", f"Remote, {country.name}", f"{country.name} (Remote)")[habits.place]
    name = job.named(city)
    form = (f"{name}, {city.short or country.name}", f"{name}, {city.region}, {country.name}", name)[habits.place]
    return f"{form} (Hybrid)" if job.workplace == "hybrid" and habits.hybrid_in_place else form


def _metadata(habits: _Habits, job: Job) -> list[dict[str, Any]] | None:
    if habits.fields is None:
        return None
    first, workplace, salary, headcount = habits.fields
    rows: list[dict[str, Any]] = [
        {"id": first, "name": "Employment Type", "value": _EMPLOYMENT[job.employment], "value_type": "single_select"}
    ]
    if workplace:
        value = _WORKPLACE[job.workplace]
        rows.append({"id": first + 7, "name": "Workplace Type", "value": value, "value_type": "single_select"})
    if salary:
        shown = _currency_range(job.pay) if job.pay_shown and job.pay.period == "year" else None
        rows.append({"id": first + 9, "name": "Salary Range", "value": shown, "value_type": "currency_range"})
    if headcount:
        rows.append({"id": first + 12, "name": "Headcount #", "value": None, "value_type": "short_text"})
    return rows


def _currency_range(pay: Pay) -> dict[str, str]:
    return {"unit": pay.currency, "min_value": f"{float(pay.minimum)}", "max_value": f"{float(pay.maximum)}"}


def _range(job: Job) -> dict[str, Any]:
    return {
        "min_cents": round(job.pay.minimum * 100),
        "max_cents": round(job.pay.maximum * 100),
        "currency_type": job.pay.currency,
        "title": {"year": "Annual Salary", "month": "Monthly Pay", "hour": "Hourly Rate"}[job.pay.period],
        "blurb": "",
    }

"""Greenhouse's job board API as documented: whole boards, escaped HTML, New York time, touched time stamps."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import orjson

from sandbox import adverts, lifecycle, markup
from sandbox.companies import Company
from sandbox.dice import Dice, number
from sandbox.instants import iso_new_york
from sandbox.jobs import Job
from sandbox.market import Opening
from sandbox.pay import Pay
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
_WORKPLACE = {"onsite": "On-site", "hybrid": "Hybrid", "remote": "Remote"}


def external_id(world: World, opening: Opening) -> str:
    """Return a posting's id as text."""
    return str(_id(world, opening))


def answer(world: World, request: Request) -> Answer:
    """Answer `/greenhouse/v1/boards/{token}[/jobs[/{id}]]`."""
    parts = request.parts
    board = world.market.boards[NAME].get(parts[3]) if parts[1:3] == ["v1", "boards"] and len(parts) > 3 else None
    if board is None or board.employer is None or parts[4:5] not in ([], ["jobs"]):
        return json_answer({"status": 404, "error": "Job not found"}, 404)
    if len(parts) == 4:
        heading, portrait = adverts.about(board.employer, "en")
        return json_answer({"name": _company_name(board.employer), "content": markup.paragraphs(portrait)})
    content = request.query.get("content") == "true"
    pay = request.query.get("pay_transparency") == "true"
    if len(parts) > 5:
        for opening in world.open(board):
            if external_id(world, opening) == parts[5]:
                return json_answer(_job(world, opening, content=True, pay=pay))
        return json_answer({"status": 404, "error": "Job not found"}, 404)

    def make() -> bytes:
        rows = [_job(world, opening, content=content, pay=pay) for opening in world.open(board)]
        return orjson.dumps({"jobs": rows, "meta": {"total": len(rows)}})

    def state() -> Hashable:
        return tuple((o.seat.slot, o.life.generation, _updated(world, o)) for o in world.open(board))

    return Answer(200, world.bodies.get((NAME, board.token, content, pay), world.at, state, make))


def _id(world: World, opening: Opening) -> int:
    return 4_000_000_000 + world.market.short_number(opening, "greenhouse ids", _IDS)


def _updated(world: World, opening: Opening) -> int:
    """Return the last instant at which the posting changed, was touched or came back."""
    market, at = world.market, world.at
    pause = opening.life.pause
    returned = pause[1] if pause and pause[1] <= at else 0
    touched = lifecycle.last_touch(market.seed, opening.seat.slot, opening.life, at)
    return max(market.version(opening, at).changed_at, touched, returned)


def _company_name(employer: Company) -> str:
    return employer.name + (" " if number("blank", employer.key) % 25 == 0 else "")


def _job(world: World, opening: Opening, *, content: bool, pay: bool) -> dict[str, Any]:
    job = world.market.current(opening, world.at)
    dice, habit = Dice("greenhouse", job.text), Dice("greenhouse habit", job.company.key)
    identifier = _id(world, opening)
    requisition = world.market.requisition_number(opening, "greenhouse requisitions", _REQUISITIONS)
    row: dict[str, Any] = {
        "absolute_url": _url(habit, opening.board.token, identifier),
        "data_compliance": [_compliance(habit)],
        "internal_job_id": None if dice.chance(0.012) else 3_000_000_000 + requisition,
        "location": {"name": _place(habit, job)},
        "metadata": _metadata(habit, job),
        "id": identifier,
        "updated_at": iso_new_york(_updated(world, opening)),
        "requisition_id": f"R-{requisition % 100_000}" if habit.chance(0.8) else None,
        "title": job.title,
        "company_name": _company_name(job.company),
        "first_published": iso_new_york(opening.life.opened),
        "language": job.language,
    }
    if habit.chance(0.9):
        row["application_deadline"] = None
    if habit.chance(0.18):
        row["education"] = "education_optional"
    if content:
        row |= _content(job, habit)
    if pay and job.pay_shown:
        row["pay_input_ranges"] = [_range(job)]
    return row


def _content(job: Job, habit: Dice) -> dict[str, Any]:
    department = number("department", job.company.key, job.department) % 90_000 + 4_000_000
    office = number("office", job.company.key, job.city.name) % 90_000 + 4_100_000
    place = f"{job.city.name}, {job.city.region}, {job.country.name}"
    how = markup.manner(job.company)
    text = markup.html(adverts.write(job, with_pay=job.pay_shown), how)
    if habit.chance(0.4):
        text = f'<div class="content-intro">{text}</div>'
    return {
        "content": markup.escape(text).replace('"', "&quot;"),
        "departments": [{"id": department, "name": job.department, "child_ids": [], "parent_id": None}],
        "offices": [
            {"id": office, "name": job.city.name, "location": place, "child_ids": [], "parent_id": None},
        ],
    }


def _url(habit: Dice, token: str, identifier: int) -> str:
    if habit.chance(0.25):
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


def _place(habit: Dice, job: Job) -> str:
    city, country = job.city, job.country
    if job.workplace == "remote":
        short = {"US": "US", "GB": "UK"}.get(country.code, country.name)
        return habit.pick(
            (f"Remote - {short}", f"Remote, {country.name}", f"{country.name} (Remote)", f"Remote ({short})")
        )
    if country.code in ("US", "CA", "AU"):
        form = habit.pick((f"{city.name}, {city.short}", f"{city.name}, {city.region}, {country.name}", city.name))
    else:
        form = habit.pick((f"{city.name}, {country.name}", f"{city.name}, {city.region}, {country.name}", city.name))
    return f"{form} (Hybrid)" if job.workplace == "hybrid" and habit.chance(0.3) else form


def _metadata(habit: Dice, job: Job) -> list[dict[str, Any]] | None:
    if habit.chance(0.6):
        return None
    first = habit.between(4_000_000, 4_900_000)
    rows: list[dict[str, Any]] = [
        {"id": first, "name": "Employment Type", "value": _EMPLOYMENT[job.employment], "value_type": "single_select"}
    ]
    if habit.chance(0.6):
        value = _WORKPLACE[job.workplace]
        rows.append({"id": first + 7, "name": "Workplace Type", "value": value, "value_type": "single_select"})
    if habit.chance(0.35):
        shown = _currency_range(job.pay) if job.pay_shown and job.pay.period == "year" else None
        rows.append({"id": first + 9, "name": "Salary Range", "value": shown, "value_type": "currency_range"})
    if habit.chance(0.4):
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

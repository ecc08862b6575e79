"""Ashby's job board API as documented: whole boards, unlisted jobs among them, pay in tiers and components."""

from __future__ import annotations

from typing import Any

from sandbox import adverts, markup
from sandbox.dice import Dice, uuid
from sandbox.instants import iso_millis
from sandbox.jobs import Job
from sandbox.market import Opening, Version
from sandbox.pay import Pay
from sandbox.providers.board_page import board_page
from sandbox.wire import Answer, Request, json_answer
from sandbox.words.places import City
from sandbox.world import World

NAME = "ashby"
_EMPLOYMENT = {
    "full_time": "FullTime",
    "part_time": "PartTime",
    "contract": "Contract",
    "temporary": "Temporary",
    "internship": "Intern",
}
_WORKPLACE = {"onsite": "OnSite", "hybrid": "Hybrid", "remote": "Remote"}
_INTERVAL = {"year": "1 YEAR", "month": "1 MONTH", "hour": "1 HOUR"}
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "CAD": "CA$", "AUD": "A$", "PLN": "PLN "}
_PARAGRAPH = '<p style="min-height:1.5em">'
_THOUSAND = 1000
_DASH = "\N{EN DASH}"


def external_id(world: World, opening: Opening) -> str:
    """Return a job's UUID."""
    return uuid(world.market.seed, "ashby", opening.seat.slot, opening.life.generation)


def answer(world: World, request: Request) -> Answer:
    """Answer `/ashby/posting-api/job-board/{board}`; a board's name may hold blanks, dots and capitals."""
    parts = request.parts
    board = world.market.boards[NAME].get("/".join(parts[3:])) if parts[1:3] == ["posting-api", "job-board"] else None
    if board is None:
        return json_answer({"message": "Not Found"}, 404)
    pay = request.query.get("includeCompensation") == "true"
    return board_page(
        world,
        (NAME, board.token, pay),
        world.open(board),
        lambda opening, version: _job(world, opening, version, pay=pay),
        lambda rows: {"jobs": rows, "apiVersion": "1"},
    )


def _job(world: World, opening: Opening, version: Version, *, pay: bool) -> dict[str, Any]:
    job = world.market.worded(opening, version)
    dice = Dice("ashby", job.text)
    identifier, how = external_id(world, opening), markup.manner(job.company)
    also_in_text = dice.chance(0.4)
    advert = adverts.write(job, with_pay=job.pay_shown and also_in_text)
    remote = job.workplace == "remote"
    url = f"https://jobs.ashbyhq.com/{opening.board.token.replace(' ', '%20')}/{identifier}"
    row: dict[str, Any] = {
        "id": identifier,
        "title": job.title,
        "department": job.department,
        "team": job.area if dice.chance(0.6) else job.department,
        "employmentType": _EMPLOYMENT[job.employment],
        "location": _location(Dice("ashby habit", job.company.key), job, job.city),
        "shouldDisplayCompensationOnJobPostings": job.pay_shown,
        "secondaryLocations": _secondary(dice, job),
        "publishedAt": iso_millis(opening.life.opened, dice.between(0, 999)),
        "isListed": world.market.listed(opening),
        "isRemote": (True if remote else dice.pick((False, False, False, None))),
        "workplaceType": _WORKPLACE[job.workplace],
        "address": _address(dice, job, job.city),
        "jobUrl": url,
        "applyUrl": f"{url}/application",
        "descriptionHtml": markup.html(advert, how, _PARAGRAPH, f"{_PARAGRAPH}{{}}</p>"),
        "descriptionPlain": markup.plain(advert, how),
    }
    if pay:
        row["compensation"] = _compensation(dice, world.market.seed, job)
    return row


def _location(habit: Dice, job: Job, city: City) -> str:
    if job.workplace == "remote":
        return habit.pick(("Remote", f"Remote ({job.country.name})", job.country.name))
    name = job.named(city)
    return habit.pick((name, f"{name}, {city.short or job.country.name}", f"{name} Office"))


def _address(dice: Dice, job: Job, city: City) -> dict[str, Any] | None:
    if dice.chance(0.04):
        return None
    country = job.country.name if dice.chance(0.8) else job.country.code
    postal = {"addressRegion": city.region, "addressCountry": country, "addressLocality": city.name}
    if job.workplace == "remote" and dice.chance(0.6):
        postal = {"addressRegion": "", "addressCountry": country, "addressLocality": ""}
    return {"postalAddress": postal}


def _secondary(dice: Dice, job: Job) -> list[dict[str, Any]]:
    if not dice.chance(0.18):
        return []
    habit = Dice("ashby habit", job.company.key)
    several = job.places[1 : 1 + dice.between(1, 2)]
    return [{"location": _location(habit, job, city), "address": _address(dice, job, city)} for city in several]


def _compensation(dice: Dice, seed: int, job: Job) -> dict[str, Any]:
    if not job.pay_shown:
        return {
            "compensationTierSummary": None,
            "scrapeableCompensationSalarySummary": None,
            "compensationTiers": [],
            "summaryComponents": [],
        }
    salary = _salary(job.pay)
    components = [salary]
    summary = _summary(job.pay)
    if job.company.sector in ("tech", "fintech", "science") and dice.chance(0.6):
        components.append(_bare("EquityPercentage", "NONE"))
        summary += " • Offers Equity"
    if dice.chance(0.2):
        components.append(_bare("Bonus", "1 YEAR"))
        summary += " • Offers Bonus"
    listed = [
        {"id": uuid(seed, "component", job.text, i), "summary": _component_summary(job.pay, c), **c}
        for i, c in enumerate(components)
    ]
    tier = {
        "id": uuid(seed, "tier", job.text),
        "tierSummary": summary,
        "title": job.country.name if dice.chance(0.2) else None,
        "additionalInformation": None,
        "components": listed,
    }
    return {
        "compensationTierSummary": summary,
        "scrapeableCompensationSalarySummary": _summary(job.pay).replace(_DASH, "-"),
        "compensationTiers": [tier],
        "summaryComponents": components,
    }


def _salary(pay: Pay) -> dict[str, Any]:
    return {
        "compensationType": "Salary",
        "interval": _INTERVAL[pay.period],
        "currencyCode": pay.currency,
        "minValue": pay.minimum,
        "maxValue": pay.maximum,
    }


def _bare(kind: str, interval: str) -> dict[str, Any]:
    return {"compensationType": kind, "interval": interval, "currencyCode": None, "minValue": None, "maxValue": None}


def _component_summary(pay: Pay, component: dict[str, Any]) -> str:
    kind = component["compensationType"]
    return {"Salary": _summary(pay), "Bonus": "Offers Bonus"}.get(kind, "Offers Equity")


def _summary(pay: Pay) -> str:
    low, high = _short(pay.minimum, pay.currency), _short(pay.maximum, pay.currency)
    suffix = {"hour": " per hour", "month": " per month"}.get(pay.period, "")
    return f"{low} {_DASH} {high}{suffix}"


def _short(value: float, currency: str) -> str:
    if value >= _THOUSAND:
        return f"{_SIGNS[currency]}{value / _THOUSAND:g}K"
    return f"{_SIGNS[currency]}{value:g}"

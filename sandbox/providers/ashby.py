"""Speak Ashby's job board API as documented: whole boards with unlisted jobs, pay in tiers and components."""

from __future__ import annotations

from typing import Any

from sandbox import markup
from sandbox.descriptions import write_description
from sandbox.jobs import Job
from sandbox.market import PostingVersion, SandboxPosting
from sandbox.pay import PayOffer
from sandbox.providers.board_page import board_response
from sandbox.responses import SandboxRequest, SandboxResponse, json_response
from sandbox.seeded_random import SeededRandom, hash_uuid
from sandbox.timestamps import format_utc_millis
from sandbox.vocabulary.models import MarketCity
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


def external_id(world: World, posting: SandboxPosting) -> str:
    """Return the posting's UUID."""
    return hash_uuid(world.market.seed, "ashby", posting.slot_role.slot, posting.lifetime.generation)


def respond(world: World, request: SandboxRequest) -> SandboxResponse:
    """Answer `/ashby/posting-api/job-board/{board}`; a board's name may hold blanks, dots and capitals."""
    parts = request.path_parts
    board = world.market.boards[NAME].get("/".join(parts[3:])) if parts[1:3] == ["posting-api", "job-board"] else None
    if board is None:
        return json_response({"message": "Not Found"}, 404)
    with_pay = request.query.get("includeCompensation") == "true"
    return board_response(
        world,
        (NAME, board.token, with_pay),
        world.open_postings(board),
        lambda posting, version: _render_posting(world, posting, version, with_pay=with_pay),
        lambda rows: {"jobs": rows, "apiVersion": "1"},
    )


def _render_posting(
    world: World, posting: SandboxPosting, version: PostingVersion, *, with_pay: bool
) -> dict[str, Any]:
    job = world.market.job_in_version(posting, version)
    rng = SeededRandom("ashby", job.text_key)
    identifier, style = external_id(world, posting), markup.draw_layout_style(job.employer)
    is_pay_in_text = rng.chance(0.4)
    description = write_description(job, with_pay=job.states_pay and is_pay_in_text)
    is_remote = job.workplace == "remote"
    url = f"https://jobs.ashbyhq.com/{posting.board.token.replace(' ', '%20')}/{identifier}"
    row: dict[str, Any] = {
        "id": identifier,
        "title": job.title,
        "department": job.department,
        "team": job.area if rng.chance(0.6) else job.department,
        "employmentType": _EMPLOYMENT[job.employment],
        "location": _make_location(SeededRandom("ashby habit", job.employer.key), job, job.city),
        "shouldDisplayCompensationOnJobPostings": job.states_pay,
        "secondaryLocations": _make_secondary_locations(rng, job),
        "publishedAt": format_utc_millis(posting.lifetime.opened_at, rng.randint(0, 999)),
        "isListed": world.market.is_listed(posting),
        "isRemote": True if is_remote else rng.choice((False, False, False, None)),
        "workplaceType": _WORKPLACE[job.workplace],
        "address": _make_address(rng, job, job.city),
        "jobUrl": url,
        "applyUrl": f"{url}/application",
        "descriptionHtml": markup.render_description(description, style, _PARAGRAPH, f"{_PARAGRAPH}{{}}</p>"),
        "descriptionPlain": markup.format_description(description, style),
    }
    if with_pay:
        row["compensation"] = _make_compensation(rng, world.market.seed, job)
    return row


def _make_location(rng: SeededRandom, job: Job, city: MarketCity) -> str:
    if job.workplace == "remote":
        return rng.choice(("Remote", f"Remote ({job.country.name})", job.country.name))
    name = job.name_city(city)
    return rng.choice((name, f"{name}, {city.region_code or job.country.name}", f"{name} Office"))


def _make_address(rng: SeededRandom, job: Job, city: MarketCity) -> dict[str, Any] | None:
    if rng.chance(0.04):
        return None
    country = job.country.name if rng.chance(0.8) else job.country.code
    postal_address = {"addressRegion": city.region, "addressCountry": country, "addressLocality": city.name}
    if job.workplace == "remote" and rng.chance(0.6):
        postal_address = {"addressRegion": "", "addressCountry": country, "addressLocality": ""}
    return {"postalAddress": postal_address}


def _make_secondary_locations(rng: SeededRandom, job: Job) -> list[dict[str, Any]]:
    if not rng.chance(0.18):
        return []
    employer_rng = SeededRandom("ashby habit", job.employer.key)
    other_cities = job.cities[1 : 1 + rng.randint(1, 2)]
    return [
        {"location": _make_location(employer_rng, job, city), "address": _make_address(rng, job, city)}
        for city in other_cities
    ]


def _make_compensation(rng: SeededRandom, seed: int, job: Job) -> dict[str, Any]:
    if not job.states_pay:
        return {
            "compensationTierSummary": None,
            "scrapeableCompensationSalarySummary": None,
            "compensationTiers": [],
            "summaryComponents": [],
        }
    components = [_make_salary_component(job.pay)]
    summary = _summarize_pay(job.pay)
    if job.employer.sector in ("tech", "fintech", "science") and rng.chance(0.6):
        components.append(_make_component("EquityPercentage", "NONE"))
        summary += " • Offers Equity"
    if rng.chance(0.2):
        components.append(_make_component("Bonus", "1 YEAR"))
        summary += " • Offers Bonus"
    tier_components = [
        {
            "id": hash_uuid(seed, "component", job.text_key, index),
            "summary": _summarize_component(job.pay, component),
            **component,
        }
        for index, component in enumerate(components)
    ]
    tier = {
        "id": hash_uuid(seed, "tier", job.text_key),
        "tierSummary": summary,
        "title": job.country.name if rng.chance(0.2) else None,
        "additionalInformation": None,
        "components": tier_components,
    }
    return {
        "compensationTierSummary": summary,
        "scrapeableCompensationSalarySummary": _summarize_pay(job.pay).replace(_DASH, "-"),
        "compensationTiers": [tier],
        "summaryComponents": components,
    }


def _make_salary_component(pay: PayOffer) -> dict[str, Any]:
    return {
        "compensationType": "Salary",
        "interval": _INTERVAL[pay.period],
        "currencyCode": pay.currency,
        "minValue": pay.minimum,
        "maxValue": pay.maximum,
    }


def _make_component(kind: str, interval: str) -> dict[str, Any]:
    return {"compensationType": kind, "interval": interval, "currencyCode": None, "minValue": None, "maxValue": None}


def _summarize_component(pay: PayOffer, component: dict[str, Any]) -> str:
    kind = component["compensationType"]
    return {"Salary": _summarize_pay(pay), "Bonus": "Offers Bonus"}.get(kind, "Offers Equity")


def _summarize_pay(pay: PayOffer) -> str:
    minimum, maximum = _format_amount(pay.minimum, pay.currency), _format_amount(pay.maximum, pay.currency)
    suffix = {"hour": " per hour", "month": " per month"}.get(pay.period, "")
    return f"{minimum} {_DASH} {maximum}{suffix}"


def _format_amount(amount: float, currency: str) -> str:
    if amount >= _THOUSAND:
        return f"{_SIGNS[currency]}{amount / _THOUSAND:g}K"
    return f"{_SIGNS[currency]}{amount:g}"

"""Speak Ashby's job board API as documented: whole boards with unlisted jobs, pay in tiers and components."""

from __future__ import annotations

from typing import Any

from sandbox import markup
from sandbox.descriptions import write_description
from sandbox.jobs import Job
from sandbox.market import PostingVersion, SandboxPosting
from sandbox.pay import PayOffer
from sandbox.providers.board_page import build_board_response
from sandbox.responses import SandboxRequest, SandboxResponse, build_json_response
from sandbox.seeded_random import SeededRandom, hash_to_uuid
from sandbox.timestamps import format_utc_millis
from sandbox.vocabulary.models import MarketCity
from sandbox.world import World

PROVIDER_NAME = "ashby"
_EMPLOYMENT_NAMES = {
    "full_time": "FullTime",
    "part_time": "PartTime",
    "contract": "Contract",
    "temporary": "Temporary",
    "internship": "Intern",
}
_WORKPLACE_NAMES = {"onsite": "OnSite", "hybrid": "Hybrid", "remote": "Remote"}
_INTERVAL_NAMES = {"year": "1 YEAR", "month": "1 MONTH", "hour": "1 HOUR"}
_CURRENCY_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "CAD": "CA$", "AUD": "A$", "PLN": "PLN "}
_PARAGRAPH_TAG = '<p style="min-height:1.5em">'
_THOUSAND = 1000
_RANGE_DASH = "\N{EN DASH}"


def external_id(world: World, posting: SandboxPosting) -> str:
    """Return the posting's UUID."""
    return hash_to_uuid(world.market.seed, "ashby", posting.slot_role.slot, posting.lifetime.generation)


def respond(world: World, request: SandboxRequest) -> SandboxResponse:
    """Answer `/ashby/posting-api/job-board/{board}`; a board's name may hold blanks, dots and capitals."""
    parts = request.path_parts
    board = (
        world.market.boards[PROVIDER_NAME].get("/".join(parts[3:]))
        if parts[1:3] == ["posting-api", "job-board"]
        else None
    )
    if board is None:
        return build_json_response({"message": "Not Found"}, 404)
    with_pay = request.query.get("includeCompensation") == "true"
    return build_board_response(
        world,
        (PROVIDER_NAME, board.token, with_pay),
        world.get_open_postings(board),
        lambda posting, version: _render_posting(world, posting, version, with_pay=with_pay),
        lambda rows: {"jobs": rows, "apiVersion": "1"},
    )


def _render_posting(
    world: World, posting: SandboxPosting, version: PostingVersion, *, with_pay: bool
) -> dict[str, Any]:
    job = world.market.get_job_in_version(posting, version)
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
        "employmentType": _EMPLOYMENT_NAMES[job.employment],
        "location": _make_location(SeededRandom("ashby habit", job.employer.key), job, job.city),
        "shouldDisplayCompensationOnJobPostings": job.states_pay,
        "secondaryLocations": _make_secondary_locations(rng, job),
        "publishedAt": format_utc_millis(posting.lifetime.opened_at, rng.randint(0, 999)),
        "isListed": world.market.is_listed(posting),
        "isRemote": True if is_remote else rng.choice((False, False, False, None)),
        "workplaceType": _WORKPLACE_NAMES[job.workplace],
        "address": _make_address(rng, job, job.city),
        "jobUrl": url,
        "applyUrl": f"{url}/application",
        "descriptionHtml": markup.render_description(description, style, _PARAGRAPH_TAG, f"{_PARAGRAPH_TAG}{{}}</p>"),
        "descriptionPlain": markup.format_description(description, style),
    }
    if with_pay:
        row["compensation"] = _make_compensation(rng, world.market.seed, job)
    return row


def _make_location(rng: SeededRandom, job: Job, city: MarketCity) -> str:
    if job.workplace == "remote":
        return rng.choice(("Remote", f"Remote ({job.country.name})", job.country.name))
    name = job.get_city_name(city)
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
            "id": hash_to_uuid(seed, "component", job.text_key, index),
            "summary": _summarize_component(job.pay, component),
            **component,
        }
        for index, component in enumerate(components)
    ]
    tier = {
        "id": hash_to_uuid(seed, "tier", job.text_key),
        "tierSummary": summary,
        "title": job.country.name if rng.chance(0.2) else None,
        "additionalInformation": None,
        "components": tier_components,
    }
    return {
        "compensationTierSummary": summary,
        "scrapeableCompensationSalarySummary": _summarize_pay(job.pay).replace(_RANGE_DASH, "-"),
        "compensationTiers": [tier],
        "summaryComponents": components,
    }


def _make_salary_component(pay: PayOffer) -> dict[str, Any]:
    return {
        "compensationType": "Salary",
        "interval": _INTERVAL_NAMES[pay.period],
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
    return f"{minimum} {_RANGE_DASH} {maximum}{suffix}"


def _format_amount(amount: float, currency: str) -> str:
    if amount >= _THOUSAND:
        return f"{_CURRENCY_SIGNS[currency]}{amount / _THOUSAND:g}K"
    return f"{_CURRENCY_SIGNS[currency]}{amount:g}"

"""Speak Lever's postings API as documented: arrays by skip and limit, epoch milliseconds, salary ranges."""

from __future__ import annotations

from typing import Any

from sandbox import markup
from sandbox.descriptions import JobDescription, write_description
from sandbox.jobs import Job
from sandbox.market import PostingVersion, SandboxPosting
from sandbox.providers.board_page import build_board_response
from sandbox.responses import SandboxRequest, SandboxResponse, build_json_response
from sandbox.seeded_random import SeededRandom, hash_to_uuid
from sandbox.vocabulary.models import Texts
from sandbox.world import World

PROVIDER_NAME = "lever"
_COMMITMENT_NAMES = {
    "full_time": ("Full-time", "Full Time", "Permanent"),
    "part_time": ("Part-time", "Part Time"),
    "contract": ("Contract", "Fixed-term"),
    "temporary": ("Temporary",),
    "internship": ("Internship", "Intern"),
}
_INTERVAL_NAMES = {"year": "per-year-salary", "month": "per-month-salary", "hour": "per-hour-wage"}
_WORKPLACE_NAMES = {"onsite": "on-site", "hybrid": "hybrid", "remote": "remote"}
_DEFAULT_LIMIT = 100
_HEADING_TAGS = ("<div><b>", "</b></div>")
_SALARY_RANGE_SHARE = 0.75


def external_id(world: World, posting: SandboxPosting) -> str:
    """Return the posting's UUID."""
    return hash_to_uuid(world.market.seed, "lever", posting.slot_role.slot, posting.lifetime.generation)


def respond(world: World, request: SandboxRequest) -> SandboxResponse:
    """Answer `/lever/v0/postings/{site}[/{id}]`."""
    parts = request.path_parts
    board = (
        world.market.boards[PROVIDER_NAME].get(next(iter(parts[3:]), "")) if parts[1:3] == ["v0", "postings"] else None
    )
    if board is None:
        return build_json_response({"ok": False, "error": "Document not found"}, 404)
    postings = world.get_open_postings(board)
    for identifier in parts[4:]:
        for posting in postings:
            if external_id(world, posting) == identifier:
                return build_json_response(
                    _render_posting(world, posting, world.market.get_version_at(posting, world.now))
                )
        return build_json_response({"ok": False, "error": "Document not found"}, 404)
    skip, limit = request.get_query_integer("skip", 0), request.get_query_integer("limit", _DEFAULT_LIMIT)
    return build_board_response(
        world,
        (PROVIDER_NAME, (board.token, skip, limit)),
        postings[skip : skip + limit],
        lambda posting, version: _render_posting(world, posting, version),
        lambda rows: rows,
    )


def _render_posting(world: World, posting: SandboxPosting, version: PostingVersion) -> dict[str, Any]:
    job = world.market.get_job_in_version(posting, version)
    rng = SeededRandom("lever", job.text_key)
    has_salary_range = job.states_pay and rng.chance(_SALARY_RANGE_SHARE)
    description = write_description(job, with_pay=job.states_pay and not has_salary_range)
    identifier, style = external_id(world, posting), markup.draw_layout_style(job.employer)
    url = f"https://jobs.lever.co/{posting.board.token}/{identifier}"
    row: dict[str, Any] = {
        **_render_text(description, style),
        "categories": _make_categories(job),
        "createdAt": posting.lifetime.opened_at * 1000 + rng.randint(0, 999),
        "id": identifier,
        "lists": _render_lists(description, style),
        "text": job.title,
        "country": None if rng.chance(0.04) else job.country.code,
        "workplaceType": "unspecified" if rng.chance(0.12) else _WORKPLACE_NAMES[job.workplace],
        "hostedUrl": url,
        "applyUrl": f"{url}/apply",
    }
    if has_salary_range:
        pay = job.pay
        row["salaryRange"] = {
            "currency": pay.currency,
            "interval": _INTERVAL_NAMES[pay.period],
            "min": pay.minimum,
            "max": pay.maximum,
        }
        if rng.chance(0.3):
            sentence = "Where in the range an offer lies depends on experience and place."
            row |= {"salaryDescription": f"<div>{sentence}</div>", "salaryDescriptionPlain": sentence}
    return row


def _render_text(description: JobDescription, style: markup.LayoutStyle) -> dict[str, str]:
    if style.begins_with_employer:
        opening, body = description.about.paragraphs, description.intro
    else:
        opening, body = description.intro[:1], (*description.intro[1:], *description.about.paragraphs)
    html_style = markup.LayoutStyle(_HEADING_TAGS, style.begins_with_employer, style.has_full_stops)
    sections = (description.benefits, description.terms, description.apply)
    opening_html, body_html = _render_divs(opening), _render_divs(body)
    opening_plain, body_plain = "\n\n".join(opening), "\n\n".join(body)
    return {
        "additionalPlain": "\n\n".join([markup.format_section(section, style, "- ") for section in sections]),
        "additional": "".join([markup.render_section(section, html_style, "<div>") for section in sections]),
        "descriptionPlain": f"{opening_plain}\n\n{body_plain}",
        "description": f"{opening_html}<div><br></div>{body_html}",
        "opening": opening_html,
        "openingPlain": opening_plain,
        "descriptionBody": body_html,
        "descriptionBodyPlain": body_plain,
    }


def _render_divs(paragraphs: Texts) -> str:
    return "<div><br></div>".join([f"<div>{markup.escape(paragraph)}</div>" for paragraph in paragraphs])


def _render_lists(description: JobDescription, style: markup.LayoutStyle) -> list[dict[str, str]]:
    sections = (description.duties, description.requirements)
    return [{"text": section.heading, "content": markup.render_bullets(section, style)} for section in sections]


def _make_categories(job: Job) -> dict[str, Any]:
    rng, employer_rng = SeededRandom("lever places", job.text_key), SeededRandom("lever habit", job.employer.key)
    shows_region = employer_rng.chance(0.6)
    city_count = 1 + rng.randint(1, 2) if rng.chance(0.12) else 1
    locations = [
        f"{job.get_city_name(city)}, {city.region_code or job.country.name}"
        if shows_region
        else job.get_city_name(city)
        for city in job.cities[:city_count]
    ]
    if job.workplace == "remote" and employer_rng.chance(0.5):
        locations = [f"Remote, {job.country.name}"]
    categories: dict[str, Any] = {
        "commitment": employer_rng.choice(_COMMITMENT_NAMES[job.employment]),
        "location": locations[0],
        "team": job.area if employer_rng.chance(0.4) else job.department,
        "allLocations": locations,
    }
    if employer_rng.chance(0.5):
        categories["department"] = job.department
    return categories

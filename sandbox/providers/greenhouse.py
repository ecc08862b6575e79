"""Speak Greenhouse's job board API as documented: whole boards, escaped HTML, New York time.

Its `updated_at` also changes when nothing else does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sandbox import lifecycle, markup
from sandbox.descriptions import describe_employer, write_description
from sandbox.employers import Employer
from sandbox.jobs import Job
from sandbox.market import PostingVersion, SandboxPosting
from sandbox.pay import PayOffer
from sandbox.providers.board_page import build_board_response
from sandbox.responses import SandboxRequest, SandboxResponse, build_json_response
from sandbox.seeded_random import SeededRandom, hash_to_int
from sandbox.timestamps import format_new_york
from sandbox.world import World

PROVIDER_NAME = "greenhouse"
_ID_MODULUS = 4_999_999_937
_REQUISITION_MODULUS = 899_999_963
_EMPLOYMENT_NAMES = {
    "full_time": "Full-time",
    "part_time": "Part-time",
    "contract": "Fixed term",
    "temporary": "Temporary",
    "internship": "Intern",
}
_NOT_FOUND_BODY = {"status": 404, "error": "Job not found"}
_PROSPECTS_PER_THOUSAND = 12
_WORKPLACE_NAMES = {"onsite": "On-site", "hybrid": "Hybrid", "remote": "Remote"}


def external_id(world: World, posting: SandboxPosting) -> str:
    """Return a posting's id as text."""
    return str(_make_id(world, posting))


def respond(world: World, request: SandboxRequest) -> SandboxResponse:
    """Answer `/greenhouse/v1/boards/{token}[/jobs[/{id}]]`."""
    root, token, jobs, identifier = (request.path_parts[1:3], *[*request.path_parts[3:6], "", "", ""][:3])
    board = world.market.boards[PROVIDER_NAME].get(token) if root == ["v1", "boards"] else None
    if board is None or board.employer is None or jobs not in ("", "jobs"):
        return build_json_response(_NOT_FOUND_BODY, 404)
    if not jobs:
        paragraphs = describe_employer(board.employer, "en").paragraphs
        name = _draw_settings(board.employer).name
        return build_json_response({"name": name, "content": markup.render_paragraphs(paragraphs)})
    with_content, with_pay = (request.query.get(name) == "true" for name in ("content", "pay_transparency"))
    postings = world.get_open_postings(board)
    if identifier:
        posting = next((posting for posting in postings if external_id(world, posting) == identifier), None)
        if posting is None:
            return build_json_response(_NOT_FOUND_BODY, 404)
        version = world.market.get_version_at(posting, world.now)
        return build_json_response(_render_posting(world, posting, version, with_content=True, with_pay=with_pay))
    return build_board_response(
        world,
        (PROVIDER_NAME, board.token, with_content, with_pay),
        postings,
        lambda posting, version: _render_posting(world, posting, version, with_content=with_content, with_pay=with_pay),
        lambda rows: {"jobs": rows, "meta": {"total": len(rows)}},
        lambda posting, version: _find_updated_at(world, posting, version),
    )


@dataclass(frozen=True, slots=True)
class _MetadataSettings:
    """The custom fields an employer has defined. Their ids count up from `first_id`."""

    first_id: int
    has_workplace_field: bool
    has_salary_field: bool
    has_headcount_field: bool


@dataclass(frozen=True, slots=True)
class _BoardSettings:
    """An employer's settings of its board."""

    name: str
    has_career_site: bool
    compliance: dict[str, Any]
    location_format: int
    is_hybrid_in_location: bool
    has_requisition_ids: bool
    optional_fields: dict[str, Any]
    metadata: _MetadataSettings | None
    has_intro_tag: bool


@lru_cache(maxsize=4096)
def _draw_settings(employer: Employer) -> _BoardSettings:
    rng = SeededRandom("greenhouse habit", employer.key)
    optional_fields: dict[str, Any] = {"application_deadline": None} if rng.chance(0.9) else {}
    if rng.chance(0.18):
        optional_fields |= {"education": "education_optional"}
    metadata = _MetadataSettings(rng.randint(4_000_000, 4_900_000), rng.chance(0.6), rng.chance(0.35), rng.chance(0.4))
    return _BoardSettings(
        name=f"{employer.name} " if rng.chance(0.04) else employer.name,
        has_career_site=rng.chance(0.25),
        compliance=_make_compliance(rng),
        location_format=rng.randint(0, 2),
        is_hybrid_in_location=rng.chance(0.3),
        has_requisition_ids=rng.chance(0.8),
        optional_fields=optional_fields,
        metadata=metadata if rng.chance(0.4) else None,
        has_intro_tag=rng.chance(0.4),
    )


def _make_id(world: World, posting: SandboxPosting) -> int:
    return 4_000_000_000 + world.market.get_posting_number(posting, "greenhouse ids", _ID_MODULUS)


def _find_updated_at(world: World, posting: SandboxPosting, version: PostingVersion) -> int:
    """Return the last time at which the posting changed, was touched or came back from a pause."""
    seed, at, pause = world.market.seed, world.now, posting.lifetime.pause
    resumed_at = pause[1] if pause and pause[1] <= at else 0
    touched_at = lifecycle.find_last_touch(seed, posting.slot_role.slot, posting.lifetime, at)
    return max(version.changed_at, touched_at, resumed_at)


def _render_posting(
    world: World, posting: SandboxPosting, version: PostingVersion, *, with_content: bool, with_pay: bool
) -> dict[str, Any]:
    job = world.market.get_job_in_version(posting, version)
    identifier, settings = _make_id(world, posting), _draw_settings(job.employer)
    requisition = world.market.get_requisition_number(posting, "greenhouse requisitions", _REQUISITION_MODULUS)
    is_prospect = hash_to_int("prospect", job.text_key) % 1000 < _PROSPECTS_PER_THOUSAND
    row: dict[str, Any] = {
        "absolute_url": _make_url(settings, posting.board.token, identifier),
        "data_compliance": [settings.compliance],
        "internal_job_id": None if is_prospect else 3_000_000_000 + requisition,
        "location": {"name": _make_location(settings, job)},
        "metadata": _make_metadata(settings.metadata, job),
        "id": identifier,
        "updated_at": format_new_york(_find_updated_at(world, posting, version)),
        "requisition_id": f"R-{requisition % 100_000}" if settings.has_requisition_ids else None,
        "title": job.title,
        "company_name": settings.name,
        "first_published": format_new_york(posting.lifetime.opened_at),
        "language": job.language,
        **settings.optional_fields,
    }
    if with_content:
        row |= _render_content(job, settings)
    if with_pay and job.states_pay:
        row["pay_input_ranges"] = [_make_pay_range(job)]
    return row


def _render_content(job: Job, settings: _BoardSettings) -> dict[str, Any]:
    department = hash_to_int("department", job.employer.key, job.department) % 90_000 + 4_000_000
    office_id = hash_to_int("office", job.employer.key, job.city.name) % 90_000 + 4_100_000
    location = f"{job.city.name}, {job.city.region}, {job.country.name}"
    style = markup.draw_layout_style(job.employer)
    html = markup.render_description(write_description(job, with_pay=job.states_pay), style)
    if settings.has_intro_tag:
        html = f'<div class="content-intro">{html}</div>'
    return {
        "content": markup.escape(html).replace('"', "&quot;"),
        "departments": [{"id": department, "name": job.department, "child_ids": [], "parent_id": None}],
        "offices": [
            {"id": office_id, "name": job.city.name, "location": location, "child_ids": [], "parent_id": None},
        ],
    }


def _make_url(settings: _BoardSettings, token: str, identifier: int) -> str:
    if settings.has_career_site:
        return f"https://careers.{token}.example/open-positions?gh_jid={identifier}"
    return f"https://job-boards.greenhouse.io/{token}/jobs/{identifier}"


def _make_compliance(rng: SeededRandom) -> dict[str, Any]:
    retention_days = 365 if rng.chance(0.03) else None
    return {
        "type": "gdpr",
        "requires_consent": retention_days is not None,
        "requires_processing_consent": False,
        "requires_retention_consent": retention_days is not None,
        "retention_period": retention_days,
        "demographic_data_consent_applies": rng.chance(0.2),
    }


def _make_location(settings: _BoardSettings, job: Job) -> str:
    city, country = job.city, job.country
    if job.workplace == "remote":
        short_name = {"US": "US", "GB": "UK"}.get(country.code, country.name)
        formats = (f"Remote - {short_name}", f"Remote, {country.name}", f"{country.name} (Remote)")
        return formats[settings.location_format]
    name = job.get_city_name(city)
    formats = (f"{name}, {city.region_code or country.name}", f"{name}, {city.region}, {country.name}", name)
    location = formats[settings.location_format]
    return f"{location} (Hybrid)" if job.workplace == "hybrid" and settings.is_hybrid_in_location else location


def _make_metadata(settings: _MetadataSettings | None, job: Job) -> list[dict[str, Any]] | None:
    if settings is None:
        return None
    first_id = settings.first_id
    rows: list[dict[str, Any]] = [
        {
            "id": first_id,
            "name": "Employment Type",
            "value": _EMPLOYMENT_NAMES[job.employment],
            "value_type": "single_select",
        }
    ]
    if settings.has_workplace_field:
        workplace = _WORKPLACE_NAMES[job.workplace]
        rows.append({"id": first_id + 7, "name": "Workplace Type", "value": workplace, "value_type": "single_select"})
    if settings.has_salary_field:
        value_range = _make_currency_range(job.pay) if job.states_pay and job.pay.period == "year" else None
        rows.append({"id": first_id + 9, "name": "Salary Range", "value": value_range, "value_type": "currency_range"})
    if settings.has_headcount_field:
        rows.append({"id": first_id + 12, "name": "Headcount #", "value": None, "value_type": "short_text"})
    return rows


def _make_currency_range(pay: PayOffer) -> dict[str, str]:
    return {"unit": pay.currency, "min_value": f"{float(pay.minimum)}", "max_value": f"{float(pay.maximum)}"}


def _make_pay_range(job: Job) -> dict[str, Any]:
    return {
        "min_cents": round(job.pay.minimum * 100),
        "max_cents": round(job.pay.maximum * 100),
        "currency_type": job.pay.currency,
        "title": {"year": "Annual Salary", "month": "Monthly Pay", "hour": "Hourly Rate"}[job.pay.period],
        "blurb": "",
    }

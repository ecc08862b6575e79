"""Write one posting as Adzuna does: a reworded title, a snippet of 500 characters, sometimes a guessed salary."""

from __future__ import annotations

import base64
from typing import Any

import orjson

from sandbox.descriptions import write_description
from sandbox.employers import Employer
from sandbox.jobs import Job
from sandbox.market import PostingVersion, SandboxPosting
from sandbox.pay import estimate_yearly_pay, get_hours_per_year
from sandbox.seeded_random import SeededRandom, hash_to_hex
from sandbox.timestamps import format_utc
from sandbox.vocabulary.catalogue import ADZUNA_WORDS
from sandbox.vocabulary.models import AdzunaCountry
from sandbox.world import World

_CLASS_PREFIX = "Adzuna::API::Response::"
_ID_MODULUS = 4_899_999_949
_SNIPPET_LENGTH = 500
_MONTHS_PER_YEAR = 12
_ROW_SIZE = 3_000  # about the bytes a row takes as Python objects


def make_identifier(world: World, posting: SandboxPosting) -> str:
    """Return the posting's id: ten digits as text."""
    return str(5_000_000_000 + world.market.get_posting_number(posting, "adzuna ids", _ID_MODULUS))


def add_call_parts(row: dict[str, Any], call: int) -> dict[str, Any]:
    """Return the row with the parts that differ at every call: `adref` and the query of `redirect_url`."""
    link_kind, _, address = row["redirect_url"].partition(" ")
    claims = orjson.dumps({"s": hash_to_hex(22, "session", call), "i": row["id"]})
    signature = hash_to_hex(43, "signature", call, row["id"])
    ad_reference = f"eyJhbGciOiJIUzI1NiJ9.{base64.urlsafe_b64encode(claims).decode().rstrip('=')}.{signature}"
    query = f"utm_medium=api&utm_source={hash_to_hex(8, 'source', call)}"
    if link_kind == "land":
        query = f"se={hash_to_hex(22, 'session', call)}&{query}&v={hash_to_hex(40, 'visit', call, row['id']).upper()}"
    return {**row, "adref": ad_reference, "redirect_url": f"{address}?{query}"}


def render_posting(world: World, posting: SandboxPosting) -> dict[str, Any]:
    """Return the posting without the parts that differ at every call.

    `redirect_url` holds the kind of link and the address without a query, separated by a blank.
    """
    version = world.market.get_version_at(posting, world.now)
    key = (posting.slot_role.slot, posting.lifetime.generation, version.number)
    row = world.adzuna_postings.get(key)
    if row is None:
        row = _make_row(world, posting, version)
        world.adzuna_postings.store(key, row, _ROW_SIZE)
    return row


def _make_row(world: World, posting: SandboxPosting, version: PostingVersion) -> dict[str, Any]:
    job, country = world.market.get_job_in_version(posting, version), posting.board.token
    key = (posting.slot_role.slot, world.market.get_first_generation(posting))
    rng, identifier = SeededRandom("adzuna", *key), make_identifier(world, posting)
    adzuna_country = ADZUNA_WORDS.countries[country]
    link_kind = rng.choice(("land", "details"))
    path = "land/ad" if link_kind == "land" else "details"
    address = f"https://www.{adzuna_country.domain}/jobs/{path}/{identifier}"
    row: dict[str, Any] = {
        "__CLASS__": f"{_CLASS_PREFIX}Job",
        "id": identifier,
        "title": _reword_title(rng, job) if posting.source else job.title,
        "created": format_utc(posting.lifetime.opened_at),
        "description": _make_snippet(rng, job),
        "redirect_url": f"{link_kind} {address}",
        "company": _make_company(rng, job.employer),
        "location": _make_location(job),
        "category": _make_category(rng, job, adzuna_country),
        **_make_salary(rng, job, adzuna_country),
    }
    if rng.chance(0.55):
        row["contract_time"] = "part_time" if job.employment == "part_time" else "full_time"
    if rng.chance(0.5):
        row["contract_type"] = "contract" if job.employment in ("contract", "temporary") else "permanent"
    if job.workplace != "remote" and rng.chance(adzuna_country.coordinates_share):
        row["latitude"] = round(job.city.latitude + rng.random() * 0.04 - 0.02, 6)
        row["longitude"] = round(job.city.longitude + rng.random() * 0.04 - 0.02, 6)
    return {name: row[name] for name in rng.sample(list(row), len(row))}


def _reword_title(rng: SeededRandom, job: Job) -> str:
    """Return the employer's title in Adzuna's words. It stays the same in about three of ten postings."""
    title = job.titles[0] if rng.chance(0.55) else job.role
    if rng.chance(0.45):
        for part in ADZUNA_WORDS.title_replacements:
            if part.text in title:
                title = title.replace(part.text, part.replacement, 1)
                break
    if rng.chance(0.2) and job.workplace != "remote":
        title = f"{title} - {job.get_city_name(job.city)}"
    return title if job.title == job.titles[0] else f"{title} - {ADZUNA_WORDS.immediate_start[job.language]}"


def _make_snippet(rng: SeededRandom, job: Job) -> str:
    description = write_description(job, with_pay=False)
    parts = [*description.intro, *description.about.paragraphs]
    start_kind = rng.randint(0, 3)
    if start_kind == 0:
        parts.insert(0, description.about.paragraphs[0].split(". ")[0].rstrip(".") + ".")
    elif start_kind == 1:
        parts.insert(0, f"{job.role}, {job.city.name}.")
    for section in description.sections:
        parts += [section.heading, *section.bullets]
    text = " ".join(parts)
    return f"{text[: _SNIPPET_LENGTH - 1]}…"


def _make_company(rng: SeededRandom, employer: Employer) -> dict[str, str]:
    if rng.chance(0.02):
        return {"__CLASS__": f"{_CLASS_PREFIX}Company"}
    name = employer.legal_name if rng.chance(0.3) else employer.name
    return {"__CLASS__": f"{_CLASS_PREFIX}Company", "display_name": name}


def _make_location(job: Job) -> dict[str, Any]:
    country, city = job.country.adzuna_name, job.city
    name = city.local_name if job.country.code in ("DE", "FR") else city.name
    if job.workplace == "remote":
        area, display = [country], country
    elif city.name == "London":
        area, display = [country, "London"], "London, UK"
    else:
        area, display = [country, city.region, name], f"{name}, {city.region}"
    return {"__CLASS__": f"{_CLASS_PREFIX}Location", "area": area, "display_name": display}


def _make_category(rng: SeededRandom, job: Job, adzuna_country: AdzunaCountry) -> dict[str, str]:
    tag = "unknown" if rng.chance(adzuna_country.unknown_category_share) else job.profession.category
    return {"__CLASS__": f"{_CLASS_PREFIX}Category", "tag": tag, "label": ADZUNA_WORDS.categories[tag]}


def _make_salary(rng: SeededRandom, job: Job, adzuna_country: AdzunaCountry) -> dict[str, Any]:
    """Return the yearly salary: the employer's if the posting states it, else sometimes Adzuna's guess."""
    guessed_pay = estimate_yearly_pay(job.profession, job.level, job.country, job.city) * (0.85 + 0.3 * rng.random())
    is_salary_guessed = rng.chance(adzuna_country.guessed_salary_share)
    if job.states_pay:
        factor = {"year": 1, "month": _MONTHS_PER_YEAR, "hour": get_hours_per_year(job.country)}[job.pay.period]
        minimum, maximum = _round_salary(job.pay.minimum * factor), _round_salary(job.pay.maximum * factor)
        return {"salary_min": minimum, "salary_max": maximum, "salary_is_predicted": "0"}
    if is_salary_guessed:
        salary = round(guessed_pay, 2)
        return {"salary_min": salary, "salary_max": salary, "salary_is_predicted": "1"}
    return {"salary_is_predicted": "0"}


def _round_salary(salary: float) -> float:
    return int(salary) if salary == int(salary) else round(salary, 2)

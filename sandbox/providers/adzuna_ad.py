"""One advertisement as Adzuna shows it: reworded titles and names, a snippet of 500 characters, guessed salaries."""

from __future__ import annotations

import base64
from typing import Any

import orjson

from sandbox import adverts
from sandbox.companies import Company
from sandbox.dice import Dice, token
from sandbox.instants import iso_z
from sandbox.jobs import Job
from sandbox.market import Opening, Version
from sandbox.pay import HOURS, yearly
from sandbox.words import adzuna as words
from sandbox.world import World

_CLASS = "Adzuna::API::Response::"
_IDS = 4_899_999_949
_SNIPPET = 500
_MONTHS = 12
_WEIGHT = 3_000  # about what an ad takes as Python objects


def identifier(world: World, opening: Opening) -> str:
    """Return the ad's id: ten digits as text."""
    return str(5_000_000_000 + world.market.short_number(opening, "adzuna ids", _IDS))


def volatile(ad: dict[str, Any], call: int) -> dict[str, Any]:
    """Return the ad with what differs at every call: `adref` and the query of `redirect_url`."""
    form, _, address = ad["redirect_url"].partition(" ")
    claims = orjson.dumps({"s": token(22, "session", call), "i": ad["id"]})
    signature = token(43, "signature", call, ad["id"])
    reference = f"eyJhbGciOiJIUzI1NiJ9.{base64.urlsafe_b64encode(claims).decode().rstrip('=')}.{signature}"
    query = f"utm_medium=api&utm_source={token(8, 'source', call)}"
    if form == "land":
        query = f"se={token(22, 'session', call)}&{query}&v={token(40, 'visit', call, ad['id']).upper()}"
    return {**ad, "adref": reference, "redirect_url": f"{address}?{query}"}


def ad(world: World, opening: Opening) -> dict[str, Any]:
    """Return the ad without its volatile parts; `redirect_url` is the form and the bare address, parted by a blank."""
    version = world.market.version(opening, world.at)
    key = (opening.seat.slot, opening.life.generation, version.number)
    kept = world.ads.get(key)
    if kept is None:
        kept = _ad(world, opening, version)
        world.ads.keep(key, kept, _WEIGHT)
    return kept


def _ad(world: World, opening: Opening, version: Version) -> dict[str, Any]:
    job, country = world.market.worded(opening, version), opening.board.token
    key = (opening.seat.slot, world.market.origin(opening))
    dice, id_ = Dice("adzuna", *key), identifier(world, opening)
    form = dice.pick(("land", "details"))
    site = f"https://www.adzuna.{words.SITES[country]}"
    address = f"{site}/jobs/land/ad/{id_}" if form == "land" else f"{site}/jobs/details/{id_}"
    row: dict[str, Any] = {
        "__CLASS__": f"{_CLASS}Job",
        "id": id_,
        "title": _title(dice, job) if opening.source else job.title,
        "created": iso_z(opening.life.opened),
        "description": _snippet(dice, job),
        "redirect_url": f"{form} {address}",
        "company": _company(dice, job.company),
        "location": _location(job),
        "category": _category(dice, job, country),
        **_salary(dice, job, country),
    }
    if dice.chance(0.55):
        row["contract_time"] = "part_time" if job.employment == "part_time" else "full_time"
    if dice.chance(0.5):
        row["contract_type"] = "contract" if job.employment in ("contract", "temporary") else "permanent"
    if job.workplace != "remote" and dice.chance(words.LOCATED[country]):
        row["latitude"] = round(job.city.latitude + dice.unit() * 0.04 - 0.02, 6)
        row["longitude"] = round(job.city.longitude + dice.unit() * 0.04 - 0.02, 6)
    return {name: row[name] for name in dice.sample(list(row), len(row))}


def _title(dice: Dice, job: Job) -> str:
    """Return the employer's title as a second list words it; equal in about three of ten."""
    base = job.titles[0] if dice.chance(0.55) else job.role
    if dice.chance(0.45):
        for old, new in words.SHORTER:
            if old in base:
                base = base.replace(old, new, 1)
                break
    if dice.chance(0.2) and job.workplace != "remote":
        base = f"{base} - {job.named(job.city)}"
    return base if job.title == job.titles[0] else f"{base} - {words.AT_ONCE[job.language]}"


def _snippet(dice: Dice, job: Job) -> str:
    advert = adverts.write(job, with_pay=False)
    parts = [*advert.lead, *advert.about.paragraphs]
    start = dice.between(0, 3)
    if start == 0:
        parts.insert(0, advert.about.paragraphs[0].split(". ")[0].rstrip(".") + ".")
    elif start == 1:
        parts.insert(0, f"{job.role}, {job.city.name}.")
    for section in advert.sections:
        parts += [section.heading, *section.bullets]
    text = " ".join(parts)
    return f"{text[: _SNIPPET - 1]}…"


def _company(dice: Dice, employer: Company) -> dict[str, str]:
    if dice.chance(0.02):
        return {"__CLASS__": f"{_CLASS}Company"}
    name = employer.legal if dice.chance(0.3) else employer.name
    return {"__CLASS__": f"{_CLASS}Company", "display_name": name}


def _location(job: Job) -> dict[str, Any]:
    country, city = job.country.adzuna, job.city
    name = city.local if job.country.code in ("DE", "FR") else city.name
    if job.workplace == "remote":
        area, display = [country], country
    elif city.name == "London":
        area, display = [country, "London"], "London, UK"
    else:
        area, display = [country, city.region, name], f"{name}, {city.region}"
    return {"__CLASS__": f"{_CLASS}Location", "area": area, "display_name": display}


def _category(dice: Dice, job: Job, country: str) -> dict[str, str]:
    tag = "unknown" if dice.chance(words.UNKNOWN[country]) else job.profession.category
    return {"__CLASS__": f"{_CLASS}Category", "tag": tag, "label": words.CATEGORIES[tag]}


def _salary(dice: Dice, job: Job, country: str) -> dict[str, Any]:
    """Return the year's salary: the employer's where the advert names it, else sometimes Adzuna's guess."""
    guess = yearly(job.profession, job.level, job.country, job.city) * (0.85 + 0.3 * dice.unit())
    guessed = dice.chance(words.GUESSED[country])
    if job.pay_shown:
        times = {"year": 1, "month": _MONTHS, "hour": HOURS.get(job.country.code, 2000)}[job.pay.period]
        low, high = job.pay.minimum * times, job.pay.maximum * times
        return {"salary_min": _whole(low), "salary_max": _whole(high), "salary_is_predicted": "0"}
    if guessed:
        value = round(guess, 2)
        return {"salary_min": value, "salary_max": value, "salary_is_predicted": "1"}
    return {"salary_is_predicted": "0"}


def _whole(value: float) -> float:
    return int(value) if value == int(value) else round(value, 2)

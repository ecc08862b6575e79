"""Lever's postings API as documented: arrays by skip and limit, epoch milliseconds, lists, salary ranges."""

from __future__ import annotations

from typing import Any

from sandbox import adverts, markup
from sandbox.dice import Dice, uuid
from sandbox.jobs import Job
from sandbox.market import Opening, Version
from sandbox.providers.board_page import board_page
from sandbox.wire import Answer, Request, json_answer
from sandbox.world import World

NAME = "lever"
_COMMITMENT = {
    "full_time": ("Full-time", "Full Time", "Permanent"),
    "part_time": ("Part-time", "Part Time"),
    "contract": ("Contract", "Fixed-term"),
    "temporary": ("Temporary",),
    "internship": ("Internship", "Intern"),
}
_INTERVAL = {"year": "per-year-salary", "month": "per-month-salary", "hour": "per-hour-wage"}
_WORKPLACE = {"onsite": "on-site", "hybrid": "hybrid", "remote": "remote"}
_DEFAULT_LIMIT = 100
_HEADING = ("<div><b>", "</b></div>")
_STRUCTURED_PAY = 0.75


def external_id(world: World, opening: Opening) -> str:
    """Return a posting's UUID."""
    return uuid(world.market.seed, "lever", opening.seat.slot, opening.life.generation)


def answer(world: World, request: Request) -> Answer:
    """Answer `/lever/v0/postings/{site}[/{id}]`."""
    parts = request.parts
    board = world.market.boards[NAME].get(next(iter(parts[3:]), "")) if parts[1:3] == ["v0", "postings"] else None
    if board is None:
        return json_answer({"ok": False, "error": "Document not found"}, 404)
    openings = world.open(board)
    for identifier in parts[4:]:
        for opening in openings:
            if external_id(world, opening) == identifier:
                return json_answer(_posting(world, opening, world.market.version(opening, world.at)))
        return json_answer({"ok": False, "error": "Document not found"}, 404)
    skip, limit = request.whole("skip", 0), request.whole("limit", _DEFAULT_LIMIT)
    return board_page(
        world,
        (NAME, (board.token, skip, limit)),
        openings[skip : skip + limit],
        lambda opening, version: _posting(world, opening, version),
        lambda rows: rows,
    )


def _posting(world: World, opening: Opening, version: Version) -> dict[str, Any]:
    job = world.market.worded(opening, version)
    dice = Dice("lever", job.text)
    structured = job.pay_shown and dice.chance(_STRUCTURED_PAY)
    advert = adverts.write(job, with_pay=job.pay_shown and not structured)
    identifier, how = external_id(world, opening), markup.manner(job.company)
    url = f"https://jobs.lever.co/{opening.board.token}/{identifier}"
    row: dict[str, Any] = {
        **_text(advert, how),
        "categories": _categories(job),
        "createdAt": opening.life.opened * 1000 + dice.between(0, 999),
        "id": identifier,
        "lists": _lists(advert, how),
        "text": job.title,
        "country": None if dice.chance(0.04) else job.country.code,
        "workplaceType": "unspecified" if dice.chance(0.12) else _WORKPLACE[job.workplace],
        "hostedUrl": url,
        "applyUrl": f"{url}/apply",
    }
    if structured:
        pay = job.pay
        row["salaryRange"] = {
            "currency": pay.currency,
            "interval": _INTERVAL[pay.period],
            "min": pay.minimum,
            "max": pay.maximum,
        }
        if dice.chance(0.3):
            sentence = "Where in the range an offer lies depends on experience and place."
            row |= {"salaryDescription": f"<div>{sentence}</div>", "salaryDescriptionPlain": sentence}
    return row


def _text(advert: adverts.Advert, how: markup.Manner) -> dict[str, str]:
    if how.about_first:
        opening_lines, body_lines = advert.about.paragraphs, advert.lead
    else:
        opening_lines, body_lines = advert.lead[:1], (*advert.lead[1:], *advert.about.paragraphs)
    headed = markup.Manner(_HEADING, how.about_first, how.full_stops)
    rest = (advert.offer, advert.terms, advert.close)
    opening_html, body_html = _divs(opening_lines), _divs(body_lines)
    opening_plain, body_plain = "\n\n".join(opening_lines), "\n\n".join(body_lines)
    return {
        "additionalPlain": "\n\n".join([markup.section_plain(section, how, "- ") for section in rest]),
        "additional": "".join([markup.section_html(section, headed, "<div>") for section in rest]),
        "descriptionPlain": f"{opening_plain}\n\n{body_plain}",
        "description": f"{opening_html}<div><br></div>{body_html}",
        "opening": opening_html,
        "openingPlain": opening_plain,
        "descriptionBody": body_html,
        "descriptionBodyPlain": body_plain,
    }


def _divs(lines: tuple[str, ...]) -> str:
    return "<div><br></div>".join([f"<div>{markup.escape(line)}</div>" for line in lines])


def _lists(advert: adverts.Advert, how: markup.Manner) -> list[dict[str, str]]:
    return [{"text": section.heading, "content": markup.bullets(section, how)} for section in (advert.do, advert.need)]


def _categories(job: Job) -> dict[str, Any]:
    dice, habit = Dice("lever places", job.text), Dice("lever habit", job.company.key)
    with_region = habit.chance(0.6)
    several = 1 + dice.between(1, 2) if dice.chance(0.12) else 1
    places = [
        f"{job.named(city)}, {city.short or job.country.name}" if with_region else job.named(city)
        for city in job.places[:several]
    ]
    if job.workplace == "remote" and habit.chance(0.5):
        places = [f"Remote, {job.country.name}"]
    found: dict[str, Any] = {
        "commitment": habit.pick(_COMMITMENT[job.employment]),
        "location": places[0],
        "team": job.area if habit.chance(0.4) else job.department,
        "allLocations": places,
    }
    if habit.chance(0.5):
        found["department"] = job.department
    return found

"""Adzuna's search API as documented: pages from 1, at most 50 ads each, keys required, parts that change per call."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from sandbox.boards import Board
from sandbox.dice import number
from sandbox.market import Opening
from sandbox.providers import adzuna_ad as ads
from sandbox.providers.adzuna_filter import is_filtered, matches
from sandbox.wire import Answer, Request, json_answer
from sandbox.words.adzuna import CATEGORIES
from sandbox.world import World

NAME = "adzuna"
_CLASS = "Adzuna::API::Response::"
_PAGE = 50
_DEFAULT_PAGE = 10


def external_id(world: World, opening: Opening) -> str:
    """Return an ad's id."""
    return ads.identifier(world, opening)


def answer(world: World, request: Request) -> Answer:
    """Answer `/adzuna/v1/api/jobs/{country}/search/{page}` and `…/{country}/categories`.

    `adref` and the query of `redirect_url` differ at every call; everything else is a function of the clock. `mean` is
    that of the page.
    """
    if not (request.query.get("app_id") and request.query.get("app_key")):
        return _error(401, "AUTH_FAIL", "Authorisation failed")
    parts = request.parts
    if parts[1:4] != ["v1", "api", "jobs"] or len(parts) < 6:  # noqa: PLR2004 - adzuna/v1/api/jobs/{country}/{what}
        return _error(404, "NOT_FOUND", "No such endpoint")
    board = world.market.boards[NAME].get(parts[4])
    if board is None:
        return _error(404, "UNSUPPORTED_COUNTRY", "Country not supported")
    if parts[5] == "categories":
        rows = [{"__CLASS__": f"{_CLASS}Category", "tag": t, "label": label} for t, label in CATEGORIES.items()]
        return json_answer({"__CLASS__": f"{_CLASS}JobCategories", "results": rows})
    if parts[5] == "search":
        return _search(world, board, request, int(parts[6]) if len(parts) > 6 else 1)  # noqa: PLR2004 - the page
    return _error(404, "NOT_FOUND", "No such endpoint")


def _search(world: World, board: Board, request: Request, page: int) -> Answer:
    if page < 1:
        return _error(400, "INVALID_REQUEST", "page must be at least 1")
    size = max(1, min(request.whole("results_per_page", _DEFAULT_PAGE), _PAGE))
    found = _found(world, board, request)
    world.calls += 1
    part = found[(page - 1) * size : page * size]
    results = [ads.volatile(ads.ad(world, opening), world.calls) for opening in part]
    paid = [row["salary_max"] for row in results if "salary_max" in row]
    mean = round(sum(paid) / len(paid), 2) if paid else 0
    return json_answer(
        {"__CLASS__": f"{_CLASS}JobSearchResults", "count": len(found), "mean": mean, "results": results}
    )


def _found(world: World, board: Board, request: Request) -> Sequence[Opening]:
    found = _newest_first(world, board, world.at)
    if not is_filtered(request.query):
        return found
    kept = [(opening, ad) for opening in found if matches(ad := ads.ad(world, opening), request.query, world.at)]
    order = request.query.get("sort_by")
    if order == "salary":
        kept.sort(key=lambda pair: -pair[1].get("salary_max", -math.inf))
    if request.query.get("sort_dir") == "up":
        kept.reverse()
    return [opening for opening, _ in kept]


@lru_cache(maxsize=8)
def _newest_first(world: World, board: Board, at: int) -> Sequence[Opening]:
    return sorted(world.open(board, at), key=lambda o: (-o.life.opened, number("tie", o.seat.slot)))


def _error(status: int, name: str, display: str) -> Answer:
    return json_answer({"__CLASS__": f"{_CLASS}Exception", "exception": name, "display": display, "doc": ""}, status)

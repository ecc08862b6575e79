"""Speak Adzuna's search API as documented: keys required, pages from 1, at most 50 postings each.

A single posting is written in `adzuna_posting`, filters are in `adzuna_filter`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from sandbox.boards import JobBoard
from sandbox.market import SandboxPosting
from sandbox.providers.adzuna_filter import has_filters, matches_query
from sandbox.providers.adzuna_posting import add_call_parts, make_identifier, render_posting
from sandbox.responses import SandboxRequest, SandboxResponse, build_json_response
from sandbox.seeded_random import hash_to_int
from sandbox.vocabulary.catalogue import ADZUNA_WORDS
from sandbox.world import World

PROVIDER_NAME = "adzuna"
_CLASS_PREFIX = "Adzuna::API::Response::"
_MAXIMUM_PAGE_SIZE = 50
_DEFAULT_PAGE_SIZE = 10


def external_id(world: World, posting: SandboxPosting) -> str:
    """Return the posting's id."""
    return make_identifier(world, posting)


def respond(world: World, request: SandboxRequest) -> SandboxResponse:
    """Answer `/adzuna/v1/api/jobs/{country}/search/{page}` and `…/{country}/categories`.

    `adref` and the query of `redirect_url` differ at every call; the rest depends on the clock alone. `mean` is the
    mean salary of the page.
    """
    if not (request.query.get("app_id") and request.query.get("app_key")):
        return _build_error_response(401, "AUTH_FAIL", "Authorisation failed")
    parts = request.path_parts
    if parts[1:4] != ["v1", "api", "jobs"] or len(parts) < 6:  # noqa: PLR2004 - adzuna/v1/api/jobs/{country}/{what}
        return _build_error_response(404, "NOT_FOUND", "No such endpoint")
    board = world.market.boards[PROVIDER_NAME].get(parts[4])
    if board is None:
        return _build_error_response(404, "UNSUPPORTED_COUNTRY", "Country not supported")
    if parts[5] == "categories":
        rows = [
            {"__CLASS__": f"{_CLASS_PREFIX}Category", "tag": tag, "label": label}
            for tag, label in ADZUNA_WORDS.categories.items()
        ]
        return build_json_response({"__CLASS__": f"{_CLASS_PREFIX}JobCategories", "results": rows})
    if parts[5] == "search":
        return _search(world, board, request, int(parts[6]) if len(parts) > 6 else 1)  # noqa: PLR2004 - the page
    return _build_error_response(404, "NOT_FOUND", "No such endpoint")


def _search(world: World, board: JobBoard, request: SandboxRequest, page: int) -> SandboxResponse:
    if page < 1:
        return _build_error_response(400, "INVALID_REQUEST", "page must be at least 1")
    size = max(1, min(request.get_query_integer("results_per_page", _DEFAULT_PAGE_SIZE), _MAXIMUM_PAGE_SIZE))
    postings = _filter_postings(world, board, request)
    world.adzuna_calls += 1
    page_postings = postings[(page - 1) * size : page * size]
    results = [add_call_parts(render_posting(world, posting), world.adzuna_calls) for posting in page_postings]
    salaries = [row["salary_max"] for row in results if "salary_max" in row]
    mean = round(sum(salaries) / len(salaries), 2) if salaries else 0
    return build_json_response(
        {"__CLASS__": f"{_CLASS_PREFIX}JobSearchResults", "count": len(postings), "mean": mean, "results": results}
    )


def _filter_postings(world: World, board: JobBoard, request: SandboxRequest) -> Sequence[SandboxPosting]:
    postings = _sort_newest_first(world, board, world.now)
    if not has_filters(request.query):
        return postings
    rows = [(posting, render_posting(world, posting)) for posting in postings]
    rows = [(posting, row) for posting, row in rows if matches_query(row, request.query, world.now)]
    if request.query.get("sort_by") == "salary":
        rows.sort(key=lambda pair: -pair[1].get("salary_max", -math.inf))
    if request.query.get("sort_dir") == "up":
        rows.reverse()
    return [posting for posting, _ in rows]


@lru_cache(maxsize=8)
def _sort_newest_first(world: World, board: JobBoard, at: int) -> Sequence[SandboxPosting]:
    def sort_key(posting: SandboxPosting) -> tuple[int, int]:
        return -posting.lifetime.opened_at, hash_to_int("tie", posting.slot_role.slot)

    return sorted(world.get_open_postings(board, at), key=sort_key)


def _build_error_response(status: int, name: str, display: str) -> SandboxResponse:
    return build_json_response(
        {"__CLASS__": f"{_CLASS_PREFIX}Exception", "exception": name, "display": display, "doc": ""}, status
    )

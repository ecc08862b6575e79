"""Speak USAJobs' API as documented: Search with a key and at most 10,000 results, HistoricJoa, a code list."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from sandbox.boards import JobBoard
from sandbox.jobs import Job
from sandbox.market import SandboxPosting
from sandbox.providers import usajobs_announcement, usajobs_historic
from sandbox.responses import SandboxRequest, SandboxResponse, build_body_with_etag, build_json_response
from sandbox.timestamps import DAY
from sandbox.vocabulary.catalogue import FEDERAL_WORDS
from sandbox.world import World

PROVIDER_NAME = "usajobs"
_DEFAULT_PAGE_SIZE = 25
_MAXIMUM_PAGE_SIZE = 500
_MAXIMUM_RESULTS = 10_000
_CODES_CHANGED_AT = "2021-11-29T10:43:31.883"


def external_id(world: World, posting: SandboxPosting) -> str:
    """Return the control number as text."""
    return str(usajobs_announcement.get_control_number(world, posting))


def respond(world: World, request: SandboxRequest) -> SandboxResponse:
    """Answer `/usajobs/api/Search`, `…/HistoricJoa` and `…/codelist/occupationalseries`, in any case."""
    parts = [part.lower() for part in request.path_parts]
    query = {name.lower(): value for name, value in request.query.items()}
    board = world.market.boards[PROVIDER_NAME]["search"]
    if parts[1:] == ["api", "search"]:
        if "@" not in request.headers.get("user-agent", "") or not request.headers.get("authorization-key"):
            return build_json_response({"Message": "Authorization has been denied for this request."}, 401)
        return build_json_response(_search_postings(world, board, query))
    if parts[1:] == ["api", "historicjoa"]:
        return build_json_response(usajobs_historic.render_page(world, board, query))
    if parts[1:] == ["api", "codelist", "occupationalseries"]:
        return SandboxResponse(200, build_body_with_etag(build_json_response(_render_series()).body.data))
    return build_json_response({"Message": "No HTTP resource was found that matches the request URI."}, 404)


def _search_postings(world: World, board: JobBoard, query: dict[str, str]) -> dict[str, Any]:
    postings = _filter_postings(world, board, query)
    size = max(1, min(int(query.get("resultsperpage", _DEFAULT_PAGE_SIZE)), _MAXIMUM_PAGE_SIZE))
    page = max(int(query.get("page", 1)), 1)
    offset = (page - 1) * size
    page_postings = postings[:_MAXIMUM_RESULTS][offset : offset + size]
    items = [
        usajobs_announcement.render_item(world, posting, rank=len(postings) - offset - index)
        for index, posting in enumerate(page_postings)
    ]
    return {
        "LanguageCode": "EN",
        "SearchParameters": {},
        "SearchResult": {
            "SearchResultCount": len(items),
            "SearchResultCountAll": min(len(postings), _MAXIMUM_RESULTS),
            "SearchResultItems": items,
            # The real service always counts pages of 25.
            "UserArea": {"NumberOfPages": str(math.ceil(len(postings) / _DEFAULT_PAGE_SIZE)), "IsRadialSearch": False},
        },
    }


def _filter_postings(world: World, board: JobBoard, query: dict[str, str]) -> Sequence[SandboxPosting]:
    market = world.market
    postings: Sequence[SandboxPosting] = world.get_open_postings(board)
    if codes := query.get("jobcategorycode"):
        series = frozenset(codes.split(";"))
        postings = [posting for posting in postings if market.get_series_code(posting) in series]
    if days := query.get("dateposted"):
        earliest = world.now - int(days) * DAY
        postings = [posting for posting in postings if posting.lifetime.opened_at >= earliest]
    texts = {name: query.get(name, "").lower() for name in ("keyword", "positiontitle", "locationname")}
    if any(texts.values()):
        postings = [
            posting for posting in postings if _matches_texts(market.get_current_job(posting, world.now), texts)
        ]
    if query.get("remoteindicator", "").lower() == "true":
        postings = [posting for posting in postings if market.get_job(posting).workplace == "remote"]
    return postings


def _matches_texts(job: Job, texts: dict[str, str]) -> bool:
    title, location = job.title.lower(), f"{job.city.name}, {job.city.region}".lower()
    full_text = f"{title} {job.employer.name} {job.area}".lower()
    return texts["keyword"] in full_text and texts["positiontitle"] in title and texts["locationname"] in location


def _render_series() -> dict[str, Any]:
    names = {series.code: series.name for series in FEDERAL_WORDS.series}
    values = [
        {
            "Code": code,
            "Value": name,
            "LastModified": _CODES_CHANGED_AT,
            "IsDisabled": "No",
            "JobFamily": f"{code[:2]}00",
        }
        for code, name in sorted(names.items())
    ]
    values.append(
        {
            "Code": "0002",
            "Value": "Special Master",
            "LastModified": _CODES_CHANGED_AT,
            "IsDisabled": "Yes",
            "JobFamily": "0000",
        }
    )
    return {
        "CodeList": [{"ValidValue": values, "id": "OccupationalSeries"}],
        "DateGenerated": "2024-07-01T16:39:11.8305789Z",
    }

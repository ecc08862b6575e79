"""USAJobs' API as documented: keyed Search in pages of at most 500 and 10,000 in all, HistoricJoa, a code list."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from sandbox.boards import Board
from sandbox.instants import DAY
from sandbox.market import Opening
from sandbox.providers import usajobs_historic, usajobs_item
from sandbox.wire import Answer, Request, json_answer, stable
from sandbox.words.federal import SERIES
from sandbox.world import World

NAME = "usajobs"
_DEFAULT_PAGE = 25
_PAGE = 500
_MOST = 10_000
_CODES_CHANGED = "2021-11-29T10:43:31.883"


def external_id(world: World, opening: Opening) -> str:
    """Return the control number as text."""
    return str(usajobs_item.control_number(world, opening))


def answer(world: World, request: Request) -> Answer:
    """Answer `/usajobs/api/Search`, `…/HistoricJoa` and `…/codelist/occupationalseries`; names in any case."""
    parts = [part.lower() for part in request.parts]
    query = {name.lower(): value for name, value in request.query.items()}
    board = world.market.boards[NAME]["search"]
    if parts[1:] == ["api", "search"]:
        if "@" not in request.headers.get("user-agent", "") or not request.headers.get("authorization-key"):
            return json_answer({"Message": "Authorization has been denied for this request."}, 401)
        return json_answer(_search(world, board, query))
    if parts[1:] == ["api", "historicjoa"]:
        return json_answer(usajobs_historic.page(world, board, query))
    if parts[1:] == ["api", "codelist", "occupationalseries"]:
        return Answer(200, stable(json_answer(_series()).body.data))
    return json_answer({"Message": "No HTTP resource was found that matches the request URI."}, 404)


def _search(world: World, board: Board, query: dict[str, str]) -> dict[str, Any]:
    found = _found(world, board, query)
    size = max(1, min(int(query.get("resultsperpage", _DEFAULT_PAGE)), _PAGE))
    page = max(int(query.get("page", 1)), 1)
    part = found[:_MOST][(page - 1) * size : page * size]
    first = (page - 1) * size
    items = [usajobs_item.item(world, opening, rank=len(found) - first - i) for i, opening in enumerate(part)]
    return {
        "LanguageCode": "EN",
        "SearchParameters": {},
        "SearchResult": {
            "SearchResultCount": len(items),
            "SearchResultCountAll": min(len(found), _MOST),
            "SearchResultItems": items,
            # The real service counts pages of 25 whatever the page's size.
            "UserArea": {"NumberOfPages": str(math.ceil(len(found) / _DEFAULT_PAGE)), "IsRadialSearch": False},
        },
    }


def _found(world: World, board: Board, query: dict[str, str]) -> Sequence[Opening]:
    market = world.market
    found: Sequence[Opening] = world.open(board)
    if wanted := query.get("jobcategorycode"):
        series = frozenset(wanted.split(";"))
        found = [opening for opening in found if market.series(opening) in series]
    if days := query.get("dateposted"):
        found = [opening for opening in found if opening.life.opened >= world.at - int(days) * DAY]
    words = {name: query.get(name, "").lower() for name in ("keyword", "positiontitle", "locationname")}
    remote = query.get("remoteindicator", "").lower() == "true"
    if not (any(words.values()) or remote):
        return found
    kept = []
    for opening in found:
        job = market.current(opening, world.at)
        title, place = job.title.lower(), f"{job.city.name}, {job.city.region}".lower()
        about = f"{title} {job.company.name} {job.area}".lower()
        if words["keyword"] in about and words["positiontitle"] in title and words["locationname"] in place:
            kept.append(opening)
    return [o for o in kept if market.job(o).workplace == "remote"] if remote else kept


def _series() -> dict[str, Any]:
    names = {code: name for code, name, *_ in SERIES}
    values = [
        {"Code": code, "Value": name, "LastModified": _CODES_CHANGED, "IsDisabled": "No", "JobFamily": f"{code[:2]}00"}
        for code, name in sorted(names.items())
    ]
    values.append(
        {
            "Code": "0002",
            "Value": "Special Master",
            "LastModified": _CODES_CHANGED,
            "IsDisabled": "Yes",
            "JobFamily": "0000",
        }
    )
    return {
        "CodeList": [{"ValidValue": values, "id": "OccupationalSeries"}],
        "DateGenerated": "2024-07-01T16:39:11.8305789Z",
    }

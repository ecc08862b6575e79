"""Reading the practice market as a client would, without sockets: whole boards, page by page. Not a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from sandbox.app import App
from sandbox.wire import Answer, Request

KEYS = {"user-agent": "tester@practice.example", "authorization-key": "key"}
AT_SEARCH = {"app_id": "id", "app_key": "key"}
Row = dict[str, Any]


def ask(
    app: App, path: str, query: Mapping[str, object] | None = None, headers: dict[str, str] | None = None
) -> Answer:
    texts = {name: str(value) for name, value in (query or {}).items()}
    request = Request("GET", path, texts, KEYS if headers is None else headers)
    return app.control(request) if path.startswith("/_") else app.provide(request, path)[0]


def value(app: App, path: str, query: Mapping[str, object] | None = None) -> Any:
    answer = ask(app, path, query)
    assert answer.status == 200, answer.body.data
    return orjson.loads(answer.body.data)


def move(app: App, at: str) -> None:
    answer = app.control(Request("POST", "/_clock", {}, {}, orjson.dumps({"at": at})))
    assert answer.status == 200, answer.body.data


def paged(app: App, path: str, query: dict[str, object], size: str, limit: int) -> list[Row]:
    rows: list[Row] = []
    page = 1
    while True:
        found = value(app, path.format(page=page), query | {size: limit, "Page": page})
        part = found["results"] if "results" in found else found["SearchResult"]["SearchResultItems"]
        rows += part
        if len(part) < limit:
            return rows
        page += 1


def read(app: App, provider: str, board: str) -> list[Row]:
    """Every posting of a board that is to be shown."""
    if provider == "greenhouse":
        return list(value(app, f"/greenhouse/v1/boards/{board}/jobs", {"content": "true"})["jobs"])
    if provider == "ashby":
        path = f"/ashby/posting-api/job-board/{board}"
        return [row for row in value(app, path, {"includeCompensation": "true"})["jobs"] if row["isListed"]]
    if provider == "adzuna":
        return paged(app, f"/adzuna/v1/api/jobs/{board}/search/{{page}}", dict(AT_SEARCH), "results_per_page", 50)
    if provider == "usajobs":
        return paged(app, "/usajobs/api/Search", {}, "ResultsPerPage", 500)
    rows: list[Row] = []
    while part := value(app, f"/lever/v0/postings/{board}", {"mode": "json", "skip": len(rows), "limit": 50}):
        rows += part
    return rows


def boards(app: App) -> list[tuple[str, str]]:
    return [(provider, token) for provider, by in app.world.market.boards.items() for token in by]


def key(provider: str, row: Row) -> str:
    return str(row["MatchedObjectId"] if provider == "usajobs" else row["id"])


def content(provider: str, row: Row) -> Row:
    """A posting without what its provider touches for nothing."""
    if provider == "greenhouse":
        return {name: field for name, field in row.items() if name != "updated_at"}
    if provider == "adzuna":
        bare = {name: field for name, field in row.items() if name != "adref"}
        return bare | {"redirect_url": row["redirect_url"].partition("?")[0]}
    if provider == "usajobs":
        return {name: field for name, field in row.items() if name != "RelevanceRank"}
    return row


def contents(app: App) -> dict[tuple[str, str, str], Row]:
    """Every posting's content by provider, board and id."""
    return {
        (provider, board, key(provider, row)): content(provider, row)
        for provider, board in boards(app)
        for row in read(app, provider, board)
    }

"""Read the sandbox market as a client would, without sockets. Holds no tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from sandbox.app import SandboxApp
from sandbox.responses import SandboxRequest, SandboxResponse

USAJOBS_HEADERS = {"user-agent": "tester@sandbox.example", "authorization-key": "key"}
ADZUNA_KEYS = {"app_id": "id", "app_key": "key"}
JsonRow = dict[str, Any]


def send(
    app: SandboxApp, path: str, query: Mapping[str, object] | None = None, headers: dict[str, str] | None = None
) -> SandboxResponse:
    texts = {name: str(get_json) for name, get_json in (query or {}).items()}
    request = SandboxRequest("GET", path, texts, USAJOBS_HEADERS if headers is None else headers)
    return (
        app.handle_control_request(request) if path.startswith("/_") else app.handle_provider_request(request, path)[0]
    )


def get_json(app: SandboxApp, path: str, query: Mapping[str, object] | None = None) -> Any:
    response = send(app, path, query)
    assert response.status == 200, response.body.data
    return orjson.loads(response.body.data)


def move_clock(app: SandboxApp, at: str) -> None:
    response = app.handle_control_request(SandboxRequest("POST", "/_clock", {}, {}, orjson.dumps({"at": at})))
    assert response.status == 200, response.body.data


def read_pages(app: SandboxApp, path: str, query: dict[str, object], size_parameter: str, limit: int) -> list[JsonRow]:
    rows: list[JsonRow] = []
    page = 1
    while True:
        envelope = get_json(app, path.format(page=page), query | {size_parameter: limit, "Page": page})
        page_rows = envelope["results"] if "results" in envelope else envelope["SearchResult"]["SearchResultItems"]
        rows += page_rows
        if len(page_rows) < limit:
            return rows
        page += 1


def read_board(app: SandboxApp, provider: str, board: str) -> list[JsonRow]:
    """Return the public postings of a board, page by page."""
    if provider == "greenhouse":
        return list(get_json(app, f"/greenhouse/v1/boards/{board}/jobs", {"content": "true"})["jobs"])
    if provider == "ashby":
        path = f"/ashby/posting-api/job-board/{board}"
        return [row for row in get_json(app, path, {"includeCompensation": "true"})["jobs"] if row["isListed"]]
    if provider == "adzuna":
        return read_pages(
            app, f"/adzuna/v1/api/jobs/{board}/search/{{page}}", dict(ADZUNA_KEYS), "results_per_page", 50
        )
    if provider == "usajobs":
        return read_pages(app, "/usajobs/api/Search", {}, "ResultsPerPage", 500)
    rows: list[JsonRow] = []
    while page_rows := get_json(app, f"/lever/v0/postings/{board}", {"mode": "json", "skip": len(rows), "limit": 50}):
        rows += page_rows
    return rows


def list_boards(app: SandboxApp) -> list[tuple[str, str]]:
    return [(provider, token) for provider, boards in app.world.market.boards.items() for token in boards]


def posting_id(provider: str, row: JsonRow) -> str:
    return str(row["MatchedObjectId"] if provider == "usajobs" else row["id"])


def stable_content(provider: str, row: JsonRow) -> JsonRow:
    """Return a posting without the parts that change without a change of content."""
    if provider == "greenhouse":
        return {name: field for name, field in row.items() if name != "updated_at"}
    if provider == "adzuna":
        unsigned = {name: field for name, field in row.items() if name != "adref"}
        return unsigned | {"redirect_url": row["redirect_url"].partition("?")[0]}
    if provider == "usajobs":
        return {name: field for name, field in row.items() if name != "RelevanceRank"}
    return row


def read_contents(app: SandboxApp) -> dict[tuple[str, str, str], JsonRow]:
    """Return the content of all postings by provider, board and id."""
    return {
        (provider, board, posting_id(provider, row)): stable_content(provider, row)
        for provider, board in list_boards(app)
        for row in read_board(app, provider, board)
    }

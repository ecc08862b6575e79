"""Test the gate in front of Dagster: whom it lets in, and that no request of another site's page passes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import delete
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket

from app.accounts import sessions
from app.accounts.open_sockets import OpenSockets
from app.accounts.operators.gate import OperatorGate
from database.models import Operator
from database.sessions import auth_session
from tests.app.people import Person, person
from tests.database.servers import TestDatabase

HOME = "http://localhost:3000"
OWN_PAGE = {"Origin": HOME, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
OPENED_PAGE = {"Accept": "text/html", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
QUERY = {"query": "mutation { shutdown }"}


class Dagster:
    """Stands for Dagster's web application: it counts what reaches it."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.sockets = OpenSockets()
        routes = [
            Route("/graphql", self.answer_query, methods=["GET", "POST"]),
            WebSocketRoute("/graphql", self.answer_socket),
            Route("/{path:path}", self.answer_page),
        ]
        self.app = OperatorGate(Starlette(routes=routes), self.sockets)

    async def answer_query(self, request: Request) -> JSONResponse:
        self.reached.append(request.method)
        return JSONResponse({"data": {}})

    async def answer_page(self, _request: Request) -> HTMLResponse:
        self.reached.append("page")
        return HTMLResponse("<p>Dagster</p>", headers={"Content-Security-Policy": "script-src 'nonce-1'"})

    async def answer_socket(self, websocket: WebSocket) -> None:
        await websocket.accept()
        self.reached.append("socket")
        await websocket.receive_text()

    def request(
        self, method: str, path: str, token: str | None, headers: dict[str, str], **more: Any
    ) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            cookie = {"Cookie": f"jl_session={token}"} if token else {}
            async with httpx.AsyncClient(transport=transport, base_url=HOME, headers=headers | cookie) as client:
                return await client.request(method, path, **more)

        return asyncio.run(send())


@pytest.fixture
def dagster(database: TestDatabase, monkeypatch: pytest.MonkeyPatch) -> Dagster:
    monkeypatch.setenv("PUBLIC_URL", "http://localhost:8501")
    return Dagster()


@pytest.fixture
def operator(database: TestDatabase) -> Iterator[Person]:
    ada = person("ada@example.org")
    with auth_session() as session:
        session.add(Operator(user_id=ada.id))
    return ada


def test_an_operator_reaches_pages_and_queries(dagster: Dagster, operator: Person) -> None:
    page = dagster.request("GET", "/runs", operator.token, OPENED_PAGE | {"Sec-Fetch-Site": "none"})
    answer = dagster.request("POST", "/graphql", operator.token, OWN_PAGE, json=QUERY)
    assert (page.status_code, answer.status_code) == (200, 200)
    assert page.headers["x-frame-options"] == "DENY"
    assert page.headers["content-security-policy"] == "script-src 'nonce-1'; frame-ancestors 'none'"
    assert answer.headers["cache-control"] == "no-store"
    assert dagster.reached == ["page", "POST"]


def test_a_response_without_a_policy_gets_one(dagster: Dagster) -> None:
    refused = dagster.request("POST", "/graphql", None, OWN_PAGE, json=QUERY)
    assert refused.headers["content-security-policy"] == "base-uri 'none'; object-src 'none'; frame-ancestors 'none'"


def test_over_tls_browsers_are_told_to_stay_there(
    dagster: Dagster, operator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"Host": "jobs.example.org:8443"}
    monkeypatch.setenv("DAGSTER_URL", "https://jobs.example.org:8443")
    monkeypatch.setenv("PUBLIC_URL", "https://jobs.example.org")
    refused = dagster.request("GET", "/runs", None, own)
    assert refused.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    monkeypatch.setenv("PUBLIC_URL", "http://jobs.example.org")
    assert "strict-transport-security" not in dagster.request("GET", "/runs", None, own).headers


def test_nobody_else_does(dagster: Dagster, operator: Person) -> None:
    stranger = person("bob@example.org")
    to_sign_in = dagster.request("GET", "/runs", None, OPENED_PAGE | {"Sec-Fetch-Site": "none"})
    assert (to_sign_in.status_code, to_sign_in.headers["location"]) == (303, "http://localhost:8501/dagster")
    assert dagster.request("POST", "/graphql", None, OWN_PAGE, json=QUERY).status_code == 401
    assert dagster.request("POST", "/graphql", "forged", OWN_PAGE, json=QUERY).status_code == 401
    assert dagster.request("POST", "/graphql", stranger.token, OWN_PAGE, json=QUERY).status_code == 403
    with auth_session() as session:
        session.execute(delete(Operator))
    assert dagster.request("POST", "/graphql", operator.token, OWN_PAGE, json=QUERY).status_code == 403
    with auth_session() as session:
        sessions.end_all(session, operator.id)
    assert dagster.request("POST", "/graphql", operator.token, OWN_PAGE, json=QUERY).status_code == 401
    assert dagster.reached == []


FOREIGN: dict[str, tuple[str, str, dict[str, str], dict[str, Any]]] = {
    "mutation in an address": ("GET", "/graphql?query=mutation", {"Sec-Fetch-Site": "cross-site"}, {}),
    "mutation in an address, opened": ("GET", "/graphql?query=mutation", OPENED_PAGE, {}),
    "mutation in an address, by an old browser": ("GET", "/graphql?query=mutation", {}, {}),
    "HEAD": ("HEAD", "/graphql?query=mutation", {}, {}),
    "text form": ("POST", "/graphql", {"Content-Type": "text/plain"}, {"content": b'{"query": "mutation"}'}),
    "form": ("POST", "/graphql", {}, {"data": QUERY}),
    "form with files": ("POST", "/graphql", {}, {"files": {"operations": b"{}"}}),
    "no type": ("POST", "/graphql", {}, {"content": b'{"query": "mutation"}'}),
    "foreign origin": ("POST", "/graphql", {"Origin": "https://evil.example"}, {"json": QUERY}),
    "no origin to name": ("POST", "/graphql", {"Origin": "null"}, {"json": QUERY}),
    "another port's origin": ("POST", "/graphql", {"Origin": "http://localhost:8501"}, {"json": QUERY}),
    "cross-site": ("POST", "/graphql", {"Sec-Fetch-Site": "cross-site"}, {"json": QUERY}),
    "same site, other port": ("POST", "/graphql", {"Sec-Fetch-Site": "same-site"}, {"json": QUERY}),
    "frame": (
        "GET",
        "/runs",
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
        {},
    ),
    "script of ours elsewhere": ("GET", "/x.js", {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "script"}, {}),
    "another host's name": ("GET", "/runs", {"Host": "evil.example:3000"}, {}),
    "a name without the port": ("GET", "/runs", {"Host": "localhost"}, {}),
}


@pytest.mark.parametrize("name", list(FOREIGN))
def test_no_request_of_another_site_passes_with_an_operators_cookie(
    dagster: Dagster, operator: Person, name: str
) -> None:
    method, path, headers, more = FOREIGN[name]
    assert dagster.request(method, path, operator.token, headers, **more).status_code == 403
    assert dagster.reached == []


def test_a_link_from_elsewhere_opens_a_page(dagster: Dagster, operator: Person) -> None:
    headers = OPENED_PAGE | {"Sec-Fetch-Site": "cross-site"}
    assert dagster.request("GET", "/runs", operator.token, headers).status_code == 200


def test_the_address_an_operator_set_is_the_only_one(
    dagster: Dagster, operator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAGSTER_URL", "http://jobs.example.org:8443")
    for host, status in (("jobs.example.org:8443", 200), ("localhost:3000", 403), ("localhost:8443", 403)):
        assert dagster.request("GET", "/runs", operator.token, {"Host": host}).status_code == status


def open_socket(app: OperatorGate, headers: dict[str, str]) -> list[str]:
    """Return the types of the messages that a browser gets which opens a WebSocket and sends one text."""
    received = iter(
        ({"type": "websocket.connect"}, {"type": "websocket.receive", "text": "done"}, {"type": "websocket.disconnect"})
    )
    sent: list[str] = []

    async def receive() -> Message:
        return next(received)

    async def send(message: Message) -> None:
        sent.append(message["type"])

    pairs = [(name.encode(), value.encode()) for name, value in ({"host": "localhost:3000"} | headers).items()]
    scope = {"type": "websocket", "path": "/graphql", "headers": pairs, "query_string": b"", "subprotocols": []}
    asyncio.run(app(scope, receive, send))
    return sent


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "https://evil.example"}, {"origin": HOME, "host": "evil.example:3000"}]
)
def test_a_websocket_needs_our_own_origin(dagster: Dagster, operator: Person, headers: dict[str, str]) -> None:
    cookie = {"cookie": f"jl_session={operator.token}"}
    assert open_socket(dagster.app, cookie | headers) == ["websocket.close"]
    assert dagster.reached == []


def test_a_websocket_needs_an_operator(dagster: Dagster, operator: Person) -> None:
    stranger = person("bob@example.org")
    for token in ("", "forged", stranger.token):
        headers = {"origin": HOME, "cookie": f"jl_session={token}"}
        assert open_socket(dagster.app, headers) == ["websocket.close"]
    assert dagster.reached == []
    headers = {"origin": HOME, "cookie": f"jl_session={operator.token}"}
    assert open_socket(dagster.app, headers)[0] == "websocket.accept"
    assert dagster.reached == ["socket"]

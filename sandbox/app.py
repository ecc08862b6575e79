"""The application: control requests and provider requests to answers, faults and the log included. No sockets here."""

from __future__ import annotations

import re
import time
from typing import Any

import orjson

from sandbox import truth
from sandbox.faults import Faults, spoil
from sandbox.providers import PROVIDERS
from sandbox.wire import Answer, Body, Request, json_answer
from sandbox.world import World

_KEY = re.compile(r"(app_key=)[^&]*")


class App:
    """One practice market behind its two doors: the providers' APIs and `/_…` for tests."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.faults = Faults()
        self.log: list[dict[str, Any]] = []

    def control(self, request: Request) -> Answer:
        """Answer a control request; 400 with the reason when it makes no sense, 404 when there is none of the name."""
        self.world.tick()
        try:
            found = self._control(request)
        except (ValueError, KeyError, TypeError) as error:
            return json_answer({"error": str(error)}, 400)
        return json_answer({"error": "no such control"}, 404) if found is None else json_answer(found)

    def provide(self, request: Request, target: str) -> tuple[Answer, dict[str, Any] | None]:
        """Answer a provider request; returns the fault too, for what only the connection can do wrong."""
        self.world.tick()
        fault = self.faults.take(request.path)
        answer = self._answer(request)
        etag = answer.body.etag
        if etag and request.headers.get("if-none-match") == etag:
            answer = Answer(304, Body(b"", etag))
        if fault:
            answer = spoil(answer, fault)
        headers = request.headers
        self.log.append(
            {
                "n": len(self.log),
                "t": time.time(),
                "path": _KEY.sub(r"\1***", target),
                "status": answer.status,
                "bytes": answer.body.size,
                "fault": fault["kind"] if fault else None,
                "ua": headers.get("user-agent"),
                "inm": headers.get("if-none-match"),
                "ims": headers.get("if-modified-since"),
                "enc": headers.get("accept-encoding"),
            }
        )
        return answer, fault

    def _answer(self, request: Request) -> Answer:
        provider = PROVIDERS.get(request.parts[0])
        if provider is None:
            return json_answer({"error": "no such path"}, 404)
        try:
            return provider.answer(self.world, request)
        except ValueError as error:
            return json_answer({"error": str(error)}, 400)

    def _control(self, request: Request) -> Any:
        world, query = self.world, request.query
        found: Any = None
        match request.method, request.parts:
            case "GET", ["_health"]:
                found = {"ok": True, "at": world.now, "listings": world.market.listings, "seed": world.market.seed}
            case "POST", ["_clock"]:
                world.move(orjson.loads(request.body)["at"])
                found = {"at": world.now}
            case "POST", ["_faults"]:
                found = {"faults": self.faults.add(orjson.loads(request.body))}
            case "DELETE", ["_faults"]:
                self.faults.clear()
                found = {"faults": 0}
            case "GET", ["_log"]:
                return self.log[int(query.get("since", 0)) :]
            case "GET", ["_boards", provider]:
                found = {token: len(ids) for token, ids in truth.boards(world, provider).items()}
            case "GET", ["_names", provider]:
                boards = world.market.boards[provider].values()
                found = {board.token: board.employer.name if board.employer else None for board in boards}
            case "GET", ["_truth", *rest]:
                return self._truth(rest, query)
        return found

    def _truth(self, rest: list[str], query: dict[str, str]) -> Any:
        world = self.world
        found: Any = None
        match rest:
            case ["duplicates"]:
                return truth.duplicates(world)
            case ["look_alikes"]:
                return truth.look_alikes(world)
            case ["changes"]:
                found = truth.changes(world, query["since"], query["until"])
            case ["versions", provider, *token]:
                found = truth.versions(world, world.market.boards[provider]["/".join(token)])
            case ["listing", provider, *token, identifier]:
                return truth.listing(world, world.market.boards[provider]["/".join(token)], identifier)
            case [provider] if provider in PROVIDERS:
                return truth.boards(world, provider)
        return found

"""Answer control requests and provider requests, with faults and a log. Opens no sockets."""

from __future__ import annotations

import re
import time
from typing import Any

import orjson

from sandbox import truth
from sandbox.faults import FaultList, apply_fault
from sandbox.providers import PROVIDERS
from sandbox.responses import ResponseBody, SandboxRequest, SandboxResponse, build_json_response
from sandbox.world import World

_APP_KEY_PATTERN = re.compile(r"(app_key=)[^&]*")


class SandboxApp:
    """A sandbox market behind its two interfaces: the providers' APIs, and `/_…` for tests."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.faults = FaultList()
        self.log: list[dict[str, Any]] = []

    def handle_control_request(self, request: SandboxRequest) -> SandboxResponse:
        """Answer a control request: 400 with the reason if it is invalid, 404 if there is no such control."""
        self.world.advance_clock()
        try:
            result = self._run_control(request)
        except (ValueError, KeyError, TypeError) as error:
            return build_json_response({"error": str(error)}, 400)
        return build_json_response({"error": "no such control"}, 404) if result is None else build_json_response(result)

    def handle_provider_request(
        self, request: SandboxRequest, target: str
    ) -> tuple[SandboxResponse, dict[str, Any] | None]:
        """Answer a provider request. Return the fault as well, because some faults concern the connection."""
        self.world.advance_clock()
        fault = self.faults.take_fault(request.path)
        response = self._respond(request)
        etag = response.body.etag
        if etag and request.headers.get("if-none-match") == etag:
            response = SandboxResponse(304, ResponseBody(b"", etag))
        if fault:
            response = apply_fault(response, fault)
        headers = request.headers
        self.log.append(
            {
                "n": len(self.log),
                "t": time.time(),
                "path": _APP_KEY_PATTERN.sub(r"\1***", target),
                "status": response.status,
                "bytes": response.body.size,
                "fault": fault["kind"] if fault else None,
                "ua": headers.get("user-agent"),
                "inm": headers.get("if-none-match"),
                "ims": headers.get("if-modified-since"),
                "enc": headers.get("accept-encoding"),
            }
        )
        return response, fault

    def _respond(self, request: SandboxRequest) -> SandboxResponse:
        provider = PROVIDERS.get(request.path_parts[0])
        if provider is None:
            return build_json_response({"error": "no such path"}, 404)
        try:
            return provider.respond(self.world, request)
        except ValueError as error:
            return build_json_response({"error": str(error)}, 400)

    def _run_control(self, request: SandboxRequest) -> Any:
        world, query = self.world, request.query
        result: Any = None
        match request.method, request.path_parts:
            case "GET", ["_health"]:
                market = world.market
                result = {"ok": True, "at": world.now_text, "listings": market.listings, "seed": market.seed}
            case "POST", ["_clock"]:
                world.set_clock(orjson.loads(request.body)["at"])
                result = {"at": world.now_text}
            case "POST", ["_faults"]:
                result = {"faults": self.faults.add(orjson.loads(request.body))}
            case "DELETE", ["_faults"]:
                self.faults.clear()
                result = {"faults": 0}
            case "GET", ["_log"]:
                return self.log[int(query.get("since", 0)) :]
            case "GET", ["_boards", provider]:
                result = {token: len(ids) for token, ids in truth.list_listed_ids(world, provider).items()}
            case "GET", ["_names", provider]:
                boards = world.market.boards[provider].values()
                result = {board.token: board.employer.name if board.employer else None for board in boards}
            case "GET", ["_truth", *path_parts]:
                return self._answer_truth_query(path_parts, query)
        return result

    def _answer_truth_query(self, path_parts: list[str], query: dict[str, str]) -> Any:
        world = self.world
        result: Any = None
        match path_parts:
            case ["duplicates"]:
                return truth.list_duplicates(world)
            case ["look_alikes"]:
                return truth.list_look_alikes(world)
            case ["changes"]:
                result = truth.list_changes(world, query["since"], query["until"])
            case ["versions", provider, *token_parts]:
                result = truth.list_versions(world, world.market.boards[provider]["/".join(token_parts)])
            case ["listing", provider, *token_parts, identifier]:
                return truth.describe_posting(world, world.market.boards[provider]["/".join(token_parts)], identifier)
            case [provider] if provider in PROVIDERS:
                return truth.list_listed_ids(world, provider)
        return result

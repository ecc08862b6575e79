"""Make a provider fail on demand, for as many requests as a test asks for. Knows no market."""

from __future__ import annotations

import math
from typing import Any

import orjson

from sandbox.responses import ResponseBody, SandboxResponse

FAULT_KINDS = {
    "status": "answer with `status` and `headers`",
    "hang": "never answer",
    "reset": "close the socket with no answer",
    "truncate": "send half of the body, then close",
    "html": "200 with an HTML page",
    "empty": "200 with no postings",
    "slow": "drip the body over `seconds`",
    "garbage": "200 with invalid JSON",
    "huge": "200 with `bytes` of spaces before the body",
    "redirect": "302 to `location`",
}
_EMPTY_BOARD = {
    "jobs": [],
    "meta": {"total": 0},
    "results": [],
    "count": 0,
    "data": [],
    "paging": {"metadata": {"totalCount": 0, "pageSize": 500, "continuationToken": None}, "next": None},
    "SearchResult": {"SearchResultCount": 0, "SearchResultCountAll": 0, "SearchResultItems": []},
}


class FaultList:
    """The active faults in order. The first one that matches a path and is not used up applies."""

    def __init__(self) -> None:
        self._faults: list[dict[str, Any]] = []

    def add(self, fault: dict[str, Any]) -> int:
        """Add a fault (`match`, `kind`, `times` and the kind's settings) and return the number of faults."""
        if fault.get("kind") not in FAULT_KINDS:
            raise ValueError(f"kinds: {sorted(FAULT_KINDS)}")
        if "match" not in fault:
            raise ValueError("`match` must name a part of a path")
        self._faults.append({"times": math.inf, **fault})
        return len(self._faults)

    def clear(self) -> None:
        """Remove all faults."""
        self._faults.clear()

    def take_fault(self, path: str) -> dict[str, Any] | None:
        """Return the fault for a path and count it as used."""
        for fault in self._faults:
            if str(fault["match"]) in path and fault["times"] > 0:
                fault["times"] -= 1
                return fault
        return None


def apply_fault(response: SandboxResponse, fault: dict[str, Any]) -> SandboxResponse:
    """Return the response with the fault applied. Faults of the connection do not change it."""
    data = response.body.data
    match fault["kind"]:
        case "status":
            headers = {str(name): str(value) for name, value in fault.get("headers", {}).items()}
            response = SandboxResponse(int(fault["status"]), ResponseBody(b'{"error":"injected"}'), headers)
        case "redirect":
            response = SandboxResponse(302, ResponseBody(b""), {"Location": str(fault["location"])})
        case "html":
            page = ResponseBody(b"<!doctype html><title>Just a moment...</title>")
            response = SandboxResponse(200, page, {"Content-Type": "text/html"})
        case "garbage":
            response = SandboxResponse(200, ResponseBody(b'{"jobs": [{"id": 1, "title": '))
        case "empty":
            response = SandboxResponse(
                200, ResponseBody(b"[]" if data.startswith(b"[") else orjson.dumps(_EMPTY_BOARD))
            )
        case "huge":
            response = SandboxResponse(200, ResponseBody(b" " * int(fault.get("bytes", 1 << 28)) + data))
    return response

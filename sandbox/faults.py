"""Faults on demand: what a test can make a provider do wrong, and for how many requests."""

from __future__ import annotations

import math
from typing import Any

import orjson

from sandbox.wire import Answer, Body

KINDS = {
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
_NOTHING = {
    "jobs": [],
    "meta": {"total": 0},
    "results": [],
    "count": 0,
    "data": [],
    "paging": {"metadata": {"totalCount": 0, "pageSize": 500, "continuationToken": None}, "next": None},
    "SearchResult": {"SearchResultCount": 0, "SearchResultCountAll": 0, "SearchResultItems": []},
}


class Faults:
    """The faults asked for, in order; the first that matches a path and is not used up applies."""

    def __init__(self) -> None:
        self._wanted: list[dict[str, Any]] = []

    def add(self, fault: dict[str, Any]) -> int:
        """Add a fault (`match`, `kind`, `times` and the kind's own settings) and return how many there are."""
        if fault.get("kind") not in KINDS:
            raise ValueError(f"kinds: {sorted(KINDS)}")
        if "match" not in fault:
            raise ValueError("`match` must name a part of a path")
        self._wanted.append({"times": math.inf, **fault})
        return len(self._wanted)

    def clear(self) -> None:
        """Forget all faults."""
        self._wanted.clear()

    def take(self, path: str) -> dict[str, Any] | None:
        """Return the fault for a path and count it as used."""
        for fault in self._wanted:
            if str(fault["match"]) in path and fault["times"] > 0:
                fault["times"] -= 1
                return fault
        return None


def spoil(answer: Answer, fault: dict[str, Any]) -> Answer:
    """Return what the fault makes of an answer; faults of the connection leave it alone."""
    data = answer.body.data
    match fault["kind"]:
        case "status":
            headers = {str(name): str(value) for name, value in fault.get("headers", {}).items()}
            answer = Answer(int(fault["status"]), Body(b'{"error":"injected"}'), headers)
        case "redirect":
            answer = Answer(302, Body(b""), {"Location": str(fault["location"])})
        case "html":
            page = Body(b"<!doctype html><title>Just a moment...</title>")
            answer = Answer(200, page, {"Content-Type": "text/html"})
        case "garbage":
            answer = Answer(200, Body(b'{"jobs": [{"id": 1, "title": '))
        case "empty":
            answer = Answer(200, Body(b"[]" if data.startswith(b"[") else orjson.dumps(_NOTHING)))
        case "huge":
            answer = Answer(200, Body(b" " * int(fault.get("bytes", 1 << 28)) + data))
    return answer

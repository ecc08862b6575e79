"""Parse raw fields of postings into listings, for the tests. Not a test."""

from __future__ import annotations

from typing import Any

import orjson

from ingestion.parse.canonical import parse_postings
from ingestion.parse.schema import build_input
from ingestion.postings import RawFields


def parse_listings(*postings: RawFields, board: str | None = None) -> list[dict[str, Any]]:
    """Return the parsed listings, `tags` read from their JSON; `board` is the board's display name."""
    count = len(postings)
    ids = [str(number) for number in range(count)]
    parsed, _ = parse_postings(build_input(ids, ["hash"] * count, ["greenhouse"] * count, [board] * count, postings))
    return [row | {"tags": orjson.loads(row["tags"])} for row in parsed.to_dicts()]


def parse_listing(posting: RawFields, board: str | None = None) -> dict[str, Any]:
    """Return one parsed listing; a posting without a title gets one."""
    return parse_listings({"title": "Clerk", **posting}, board=board)[0]

"""Read JSON that comes from outside, within a depth that everything here can walk."""

from __future__ import annotations

import json
from typing import Any

from database.json_depth import is_nested_deeper

# Our own exports have eleven levels. Walking a value recursively fails at some hundreds.
MAX_DEPTH = 50


class TooDeeplyNested(ValueError):
    """JSON that is nested deeper than anything we write."""


def parse_json(text: str | bytes) -> Any:
    """Return the value. Raises TooDeeplyNested beyond MAX_DEPTH, and ValueError for what is not JSON."""
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise TooDeeplyNested from error
    if is_nested_deeper(value, MAX_DEPTH):
        raise TooDeeplyNested
    return value

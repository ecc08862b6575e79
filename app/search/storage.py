"""Write searches to the columns of saved_searches and search_history and to the extras beside them, and read them back.

Not here: whose search it is, and what it matches (app.search.matching).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from app.search.criteria import Criteria
from app.search.filters import FILTERS

COLUMN_NAMES = tuple(search_filter.column for search_filter in FILTERS if search_filter.column)
_EXTRA_NAMES = frozenset(search_filter.name for search_filter in FILTERS if not search_filter.column) | {"sort"}


def to_columns(criteria: Criteria) -> dict[str, Any]:
    """Return the columns of SavedSearch and SearchHistory that hold this search; None is "any"."""
    return {
        search_filter.column: search_filter.value_type.to_row(getattr(criteria, search_filter.name))
        for search_filter in FILTERS
        if search_filter.column
    }


def to_extras(criteria: Criteria) -> dict[str, Any]:
    """Return the filters without a column as JSON; empty where all are at their default, and no row is needed then."""
    return criteria.model_dump(mode="json", include=set(_EXTRA_NAMES), exclude_defaults=True)


def from_row(row: Any, extras: Mapping[str, Any] | None = None) -> Criteria:
    """Return the search that a row with COLUMNS and its extras hold, without values that are not valid."""
    values = {
        search_filter.name: search_filter.value_type.from_row(getattr(row, search_filter.column))
        for search_filter in FILTERS
        if search_filter.column
    }
    values |= {name: value for name, value in (extras or {}).items() if name in _EXTRA_NAMES}
    while True:
        try:
            return Criteria.model_validate(values)
        except ValidationError as problem:
            invalid = {str(error["loc"][0]) for error in problem.errors()}
            values = {name: value for name, value in values.items() if name not in invalid}

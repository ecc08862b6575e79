"""How a search lies in saved_searches and search_history: their columns, and beside them the fields they have none for.

Here: the way there and back. Not here: whose search it is, and what it matches (app.search.matching).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from pydantic import ValidationError

from app.search.criteria import Criteria

# The columns, and the field of a search each holds. Several values in one text are parted by commas.
_TEXTS = {"query": "keywords", "location_text": "location", "country": "country"}
_CHOICES = {"experience_level": "experience", "workplace_type": "workplace", "employment_type": "employment"}
_LISTS = {"company_exclude": "exclude_companies", "keyword_exclude": "exclude_words"}
COLUMNS = (*_TEXTS, *_CHOICES, *_LISTS, "remote_flag", "salary_min", "salary_max")
_EXTRAS = ("currency", "source", "company", "posted_within", "sort")


def columns(criteria: Criteria) -> dict[str, Any]:
    """The columns of SavedSearch and SearchHistory that hold this search; None is "any"."""
    wanted: dict[str, Any] = {name: getattr(criteria, field) or None for name, field in _TEXTS.items()}
    wanted |= {name: ",".join(getattr(criteria, field)) or None for name, field in _CHOICES.items()}
    wanted |= {name: list(getattr(criteria, field)) or None for name, field in _LISTS.items()}
    wanted["remote_flag"] = criteria.remote or None
    wanted["salary_min"], wanted["salary_max"] = _decimal(criteria.salary_min), _decimal(criteria.salary_max)
    return wanted


def extras(criteria: Criteria) -> dict[str, Any]:
    """The fields beyond the columns, as JSON; empty where all are at their default, and no row is needed then."""
    return criteria.model_dump(mode="json", include=set(_EXTRAS), exclude_defaults=True)


def criteria_of(row: Any, beyond: Mapping[str, Any] | None = None) -> Criteria:
    """The search a row with COLUMNS holds, with its extras. What makes no sense (written by hand) is left out."""
    given: dict[str, Any] = {field: getattr(row, name) or "" for name, field in _TEXTS.items()}
    given |= {field: getattr(row, name) or () for name, field in (_CHOICES | _LISTS).items()}
    given["remote"] = bool(row.remote_flag)
    given["salary_min"] = _whole(row.salary_min, ROUND_CEILING)
    given["salary_max"] = _whole(row.salary_max, ROUND_FLOOR)
    given |= {name: value for name, value in (beyond or {}).items() if name in _EXTRAS}
    while True:
        try:
            return Criteria.model_validate(given)
        except ValidationError as problem:
            wrong = {str(error["loc"][0]) for error in problem.errors()}
            given = {name: value for name, value in given.items() if name not in wrong}


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _whole(value: Decimal | None, rounding: str) -> int | None:
    return None if value is None else int(value.to_integral_value(rounding=rounding))

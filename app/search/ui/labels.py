"""A search in words, for lists and names; plain text, to be escaped where it is shown."""

from __future__ import annotations

from collections.abc import Mapping

from app.kit import formats
from app.search.criteria import Criteria


def described(criteria: Criteria, sources: Mapping[str, str]) -> str:
    """Everything the search asks for: "data engineer · in Berlin · remote · from €60,000 a year"."""
    return " · ".join(_parts(criteria, sources)) or "Every open job"


def short(criteria: Criteria) -> str:
    """A name for the search, from what says most about it."""
    return " · ".join(_parts(criteria, {})[:3])[:80] or "Every open job"


def _parts(criteria: Criteria, sources: Mapping[str, str]) -> list[str]:
    said = [
        criteria.keywords,
        criteria.location and f"in {criteria.location}",
        criteria.country and f"in {criteria.country}",
        criteria.company and f"at {criteria.company}",
        "remote" if criteria.remote else "",
        _pay(criteria),
        _any(criteria.experience, formats.LEVELS),
        _any(criteria.workplace, formats.WORKPLACES),
        _any(criteria.employment, formats.EMPLOYMENTS),
        _any(criteria.source, sources) and f"from {_any(criteria.source, sources)}",
        criteria.posted_within and f"posted within {formats.counted(criteria.posted_within, 'day')}",
        criteria.exclude_companies and f"not at {', '.join(criteria.exclude_companies)}",
        criteria.exclude_words and f"without {', '.join(criteria.exclude_words)}",
    ]
    return [str(part) for part in said if part]


def _any(values: tuple[str, ...], words: Mapping[str, str]) -> str:
    return " or ".join(words.get(value, value) for value in values)


def _pay(criteria: Criteria) -> str:
    low, high = criteria.salary_min, criteria.salary_max
    return formats.money(low, high, criteria.currency or "", "year").replace(" (currency not given)", "") or (
        f"in {criteria.currency}" if criteria.currency else ""
    )

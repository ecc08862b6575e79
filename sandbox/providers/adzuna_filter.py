"""Filter postings by Adzuna's query parameters. A posting is written in `adzuna_posting`."""

from __future__ import annotations

from typing import Any

from sandbox.timestamps import DAY, parse_time

_REQUIRED_VALUE_BY_FLAG = {
    "full_time": ("contract_time", "full_time"),
    "part_time": ("contract_time", "part_time"),
    "contract": ("contract_type", "contract"),
    "permanent": ("contract_type", "permanent"),
}
_TEXT_PARAMETERS = (
    "what",
    "what_and",
    "what_phrase",
    "what_or",
    "what_exclude",
    "title_only",
    "where",
    "category",
    "company",
)
_NUMBER_PARAMETERS = ("salary_min", "salary_max", "max_days_old")
_LOCATION_PARAMETERS = tuple(f"location{level}" for level in range(8))
_FILTER_PARAMETERS = frozenset(
    (*_TEXT_PARAMETERS, *_NUMBER_PARAMETERS, *_REQUIRED_VALUE_BY_FLAG, *_LOCATION_PARAMETERS, "sort_by", "sort_dir")
)


def has_filters(query: dict[str, str]) -> bool:
    """Tell whether a query filters or sorts."""
    return not _FILTER_PARAMETERS.isdisjoint(query)


def matches_query(row: dict[str, Any], query: dict[str, str], at: int) -> bool:
    """Tell whether a posting matches the query at a time; raise ValueError if a number is malformed."""
    return (
        _matches_keywords(row, query)
        and _matches_place(row, query)
        and _matches_kind(row, query)
        and _matches_numbers(row, query, at)
    )


def _matches_keywords(row: dict[str, Any], query: dict[str, str]) -> bool:
    title = row["title"].lower()
    text = f"{title} {row['description']} {row['company'].get('display_name', '')}".lower()
    words = {
        name: query.get(name, "").lower().split()
        for name in ("what", "what_and", "what_or", "what_exclude", "title_only")
    }
    return (
        all(word in text for word in (*words["what"], *words["what_and"]))
        and all(word in title for word in words["title_only"])
        and (not words["what_or"] or any(word in text for word in words["what_or"]))
        and not any(word in text for word in words["what_exclude"])
        and query.get("what_phrase", "").lower() in text
    )


def _matches_place(row: dict[str, Any], query: dict[str, str]) -> bool:
    area = row["location"]["area"]
    locations = [query[name] for name in _LOCATION_PARAMETERS if name in query]
    where = query.get("where", "").lower()
    return (
        area[: len(locations)] == locations and where in f"{row['location']['display_name']} {' '.join(area)}".lower()
    )


def _matches_kind(row: dict[str, Any], query: dict[str, str]) -> bool:
    matches_flags = all(
        row.get(field) == value for flag, (field, value) in _REQUIRED_VALUE_BY_FLAG.items() if query.get(flag) == "1"
    )
    matches_category = query.get("category", row["category"]["tag"]) == row["category"]["tag"]
    matches_company = query.get("company", "").lower() in row["company"].get("display_name", "").lower()
    return matches_flags and matches_category and matches_company


def _matches_numbers(row: dict[str, Any], query: dict[str, str], at: int) -> bool:
    earliest = at - float(query.get("max_days_old", 10_000)) * DAY
    if parse_time(row["created"]) < earliest:
        return False
    minimum, maximum = float(query.get("salary_min", 0)), float(query.get("salary_max", 1e12))
    if "salary_max" not in row:
        return query.get("salary_include_unknown") == "1" or not ({"salary_min", "salary_max"} & query.keys())
    return bool(row["salary_max"] >= minimum and row["salary_min"] <= maximum)

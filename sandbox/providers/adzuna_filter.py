"""Filter postings by Adzuna's query parameters. A posting is written in `adzuna_posting`."""

from __future__ import annotations

from typing import Any

from sandbox.timestamps import DAY, parse_time

_FLAGS = {
    "full_time": ("contract_time", "full_time"),
    "part_time": ("contract_time", "part_time"),
    "contract": ("contract_type", "contract"),
    "permanent": ("contract_type", "permanent"),
}
_TEXT_FILTERS = (
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
_NUMBER_FILTERS = ("salary_min", "salary_max", "max_days_old")
_LOCATIONS = tuple(f"location{level}" for level in range(8))
_FILTERS = frozenset((*_TEXT_FILTERS, *_NUMBER_FILTERS, *_FLAGS, *_LOCATIONS, "sort_by", "sort_dir"))


def has_filters(query: dict[str, str]) -> bool:
    """Tell whether a query filters or sorts."""
    return not _FILTERS.isdisjoint(query)


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
    locations = [query[name] for name in _LOCATIONS if name in query]
    where = query.get("where", "").lower()
    return (
        area[: len(locations)] == locations and where in f"{row['location']['display_name']} {' '.join(area)}".lower()
    )


def _matches_kind(row: dict[str, Any], query: dict[str, str]) -> bool:
    has_flags = all(row.get(field) == value for flag, (field, value) in _FLAGS.items() if query.get(flag) == "1")
    has_category = query.get("category", row["category"]["tag"]) == row["category"]["tag"]
    has_company = query.get("company", "").lower() in row["company"].get("display_name", "").lower()
    return has_flags and has_category and has_company


def _matches_numbers(row: dict[str, Any], query: dict[str, str], at: int) -> bool:
    earliest = at - float(query.get("max_days_old", 10_000)) * DAY
    if parse_time(row["created"]) < earliest:
        return False
    minimum, maximum = float(query.get("salary_min", 0)), float(query.get("salary_max", 1e12))
    if "salary_max" not in row:
        return query.get("salary_include_unknown") == "1" or not ({"salary_min", "salary_max"} & query.keys())
    return bool(row["salary_max"] >= minimum and row["salary_min"] <= maximum)

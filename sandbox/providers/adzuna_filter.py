"""Which advertisements answer a search: Adzuna's query parameters. Shapes of ads live in `adzuna_ad`."""

from __future__ import annotations

from typing import Any

from sandbox.instants import DAY, instant

_FLAGS = {
    "full_time": ("contract_time", "full_time"),
    "part_time": ("contract_time", "part_time"),
    "contract": ("contract_type", "contract"),
    "permanent": ("contract_type", "permanent"),
}
_WORDS = ("what", "what_and", "what_phrase", "what_or", "what_exclude", "title_only", "where", "category", "company")
_FIGURES = ("salary_min", "salary_max", "max_days_old")
_FILTERS = frozenset((*_WORDS, *_FIGURES, *_FLAGS, *(f"location{i}" for i in range(8)), "sort_by", "sort_dir"))


def is_filtered(query: dict[str, str]) -> bool:
    """Tell whether a query asks for anything but everything."""
    return not _FILTERS.isdisjoint(query)


def matches(ad: dict[str, Any], query: dict[str, str], at: int) -> bool:
    """Tell whether an ad answers the query at an instant; raises ValueError on a figure that is none."""
    return _by_words(ad, query) and _by_place(ad, query) and _by_kind(ad, query) and _by_figures(ad, query, at)


def _by_words(ad: dict[str, Any], query: dict[str, str]) -> bool:
    title = ad["title"].lower()
    text = f"{title} {ad['description']} {ad['company'].get('display_name', '')}".lower()
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


def _by_place(ad: dict[str, Any], query: dict[str, str]) -> bool:
    area = ad["location"]["area"]
    wanted = [query[f"location{i}"] for i in range(8) if f"location{i}" in query]
    where = query.get("where", "").lower()
    return area[: len(wanted)] == wanted and where in f"{ad['location']['display_name']} {' '.join(area)}".lower()


def _by_kind(ad: dict[str, Any], query: dict[str, str]) -> bool:
    flags = all(ad.get(field) == value for flag, (field, value) in _FLAGS.items() if query.get(flag) == "1")
    category = query.get("category", ad["category"]["tag"]) == ad["category"]["tag"]
    company = query.get("company", "").lower() in ad["company"].get("display_name", "").lower()
    return flags and category and company


def _by_figures(ad: dict[str, Any], query: dict[str, str], at: int) -> bool:
    oldest = at - float(query.get("max_days_old", 10_000)) * DAY
    if instant(ad["created"]) < oldest:
        return False
    low, high = float(query.get("salary_min", 0)), float(query.get("salary_max", 1e12))
    if "salary_max" not in ad:
        return query.get("salary_include_unknown") == "1" or not ({"salary_min", "salary_max"} & query.keys())
    return bool(ad["salary_max"] >= low and ad["salary_min"] <= high)

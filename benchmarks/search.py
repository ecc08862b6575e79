"""Measure searches over a million listings: the first page and page 500 of the app's own search, against a primary-key
lookup.

Searches take turns, page after page, so that none has the machine to itself; the counts are measured separately.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kit.tables import documents, job_listings
from app.search import feed, ordering
from app.search.criteria import Criteria, Sort
from app.search.cursors import Cursor
from benchmarks import market
from benchmarks.scratch import scratch_home
from database.clock import now
from database.migrate import migrate
from database.sessions import public_session
from ingestion.admin import sync_providers

DEEP_PAGE = 500
ROUNDS = 10
LOOKUPS = 400
_SORTS: tuple[Sort, ...] = ("newest", "salary", "relevance")
# Broad ones have 500 pages, narrow ones do not.
SEARCHES: dict[str, dict[str, Any]] = {
    "no filter": {},
    "a common word": {"keywords": "manager"},
    "a word of texts": {"keywords": "shifts"},
    "two words": {"keywords": "senior engineer"},
    "a phrase": {"keywords": '"customer service"'},
    "a rare phrase": {"keywords": '"service customer"'},
    "words and minus": {"keywords": "engineer -senior -lead"},
    "either word": {"keywords": "nurse or teacher"},
    "a beginning": {"keywords": "account*"},
    "German": {"keywords": "Mitarbeiter Erfahrung"},
    "a country": {"country": "Germany"},
    "a place": {"location": "London"},
    "remote": {"remote": True},
    "pay": {"salary_min": 90_000, "currency": "USD"},
    "a level": {"experience": ("senior", "lead")},
    "exclusions": {"exclude_companies": ("Group", "Health"), "exclude_words": ("sales", "night shift")},
    "word, country and pay": {"keywords": "data", "country": "United States", "salary_min": 60_000},
    "word, place and level": {"keywords": "python", "location": "Berlin", "experience": ("senior",)},
    "word that nothing has": {"keywords": "zeppelin"},
    "words that never meet": {"keywords": "Pflegefachkraft", "country": "United States"},
    "filters that never meet": {"experience": ("executive",), "employment": ("internship",)},
    "a small country": {"country": "Poland"},
    "everything at once": {
        "keywords": "engineer -manager",
        "country": "United Kingdom",
        "workplace": ("hybrid", "remote"),
        "salary_min": 50_000,
        "currency": "GBP",
        "exclude_words": ("on call",),
        "posted_within": 30,
    },
}


def measure() -> dict[str, Any]:
    """Return p95 in milliseconds of page 1, page 500 and the count, as multiples of a lookup of 20 rows by
    primary key.
    """
    with scratch_home():
        migrate()
        sync_providers()
        started_at = time.perf_counter()
        market.fill()
        return {"seconds_to_fill": round(time.perf_counter() - started_at), **measure_searches()}


def measure_searches() -> dict[str, Any]:
    """Return the same for the listings already stored."""
    searches_by_name = {"company": {"company": _pick_company()}, **SEARCHES}
    searches = {
        (name, sort): Criteria.model_validate({**fields, "sort": sort})
        for (name, fields), sort in product(searches_by_name.items(), _SORTS)
        if sort != "relevance" or "keywords" in fields
    }
    lookup = _p95([_measure_seconds(_lookup_rows(ids)) for ids in _draw_ids()])
    deep = {key: cursor for key, criteria in searches.items() if (cursor := _find_deep_cursor(criteria))}
    pages: defaultdict[tuple[str, str, int], list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for (name, sort), criteria in searches.items():
            pages[name, sort, 1].append(_measure_seconds(_search_page(criteria, None)))
            if (name, sort) in deep:
                pages[name, sort, DEEP_PAGE].append(_measure_seconds(_search_page(criteria, deep[name, sort])))
    counts = {
        name: [_measure_seconds(_search_count(searches[name, "newest"])) for _ in range(5)] for name in searches_by_name
    }
    return {
        "listings": market.LISTINGS,
        "searches": len(searches),
        "with_page_500": len(deep),
        "lookup_of_20_rows_p95_ms": round(lookup * 1000, 3),
        "times_of_a_lookup": _summarize(pages, deep, lookup),
        "page_1": _times_by_search(pages, 1, lookup),
        "page_500": _times_by_search(pages, DEEP_PAGE, lookup),
        "count_p95_times_of_a_lookup": {name: round(_p95(durations) / lookup, 1) for name, durations in counts.items()},
    }


def _summarize(
    pages: Mapping[tuple[str, str, int], Sequence[float]], deep: Mapping[tuple[str, str], Cursor], lookup: float
) -> dict[str, dict[str, float]]:
    """Return metrics over the searches that have a page 500: all of them, and by their order; and page 1 of the
    others.
    """
    summary = {}
    for sort in ("all", *_SORTS):
        first_pages, deep_pages = (
            [duration for key in deep if sort in {"all", key[1]} for duration in pages[*key, number]]
            for number in (1, DEEP_PAGE)
        )
        summary[sort] = {
            "page_1_p95": round(_p95(first_pages) / lookup, 1),
            "page_500_p95": round(_p95(deep_pages) / lookup, 1),
            "page_500_over_page_1": round(_p95(deep_pages) / _p95(first_pages), 2),
        }
    narrow_searches = [duration for key, times in pages.items() if key[:2] not in deep for duration in times]
    summary["without_page_500"] = {"page_1_p95": round(_p95(narrow_searches) / lookup, 1)}
    return summary


def _times_by_search(
    pages: Mapping[tuple[str, str, int], Sequence[float]], number: int, lookup: float
) -> dict[str, float]:
    return {
        f"{name}, {sort}": round(_p95(times) / lookup, 1)
        for (name, sort, page), times in pages.items()
        if page == number
    }


def _find_deep_cursor(criteria: Criteria) -> Cursor | None:
    """Return the cursor of page 500 as the search itself gives it: after one page of everything before."""
    rows_before = (DEEP_PAGE - 1) * feed.PAGE_SIZE
    patches = (
        patch.multiple(feed, PAGE_SIZE=rows_before, cards=lambda *_: ()),
        patch.object(ordering, "MOST_OPENED", 10**6),
    )
    with patches[0], patches[1], public_session() as session:
        return feed.search(session, criteria, now()).next


def _search_page(criteria: Criteria, cursor: Cursor | None) -> Callable[[Session], object]:
    return lambda session: feed.search(session, criteria, now(), cursor)


def _search_count(criteria: Criteria) -> Callable[[Session], object]:
    return lambda session: feed.count(session, criteria, now())


def _lookup_rows(ids: Sequence[Any]) -> Callable[[Session], object]:
    return lambda session: session.execute(select(job_listings).where(job_listings.c.id.in_(ids))).all()


def _draw_ids() -> list[Sequence[Any]]:
    """Return random ids, as many as a page has; no two lookups request the same rows."""
    size = LOOKUPS * feed.PAGE_SIZE
    with public_session() as session:
        ids: Sequence[UUID] = session.scalars(select(documents.c.listing_id).order_by(func.random()).limit(size)).all()
    return [ids[start : start + feed.PAGE_SIZE] for start in range(0, size, feed.PAGE_SIZE)]


def _pick_company() -> str:
    with public_session() as session:
        return session.scalars(select(documents.c.company_name).order_by(documents.c.listing_id)).first() or ""


def _measure_seconds(query: Callable[[Session], object]) -> float:
    started_at = time.perf_counter()
    with public_session() as session:
        query(session)
    return time.perf_counter() - started_at


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]

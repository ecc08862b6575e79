"""Measure how fast new listings are matched with alerts: with ten times the alerts, and against one query per alert.

The words of listings and searches follow Zipf's law, so that some are in most listings and most are in few.
"""

from __future__ import annotations

import random
import time
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.alerts import anchors, matcher
from app.alerts.worktables import exclusive_session
from app.kit.tables import documents
from app.search.matching import build_matches
from app.search.storage import COLUMN_NAMES, from_row
from app.search.terms import saved_searches
from benchmarks.scratch import scratch_home
from database.clock import now
from database.engine import libpq_url
from database.identity import organization_id, source_id
from database.migrate import migrate
from ingestion.admin import sync_providers

ALERTS = 200_000
LISTINGS = 10_000
EARLIER_LISTINGS = 40_000
SAMPLE = 400
REPEATS = 3
_WORDS = 20_000
_COMMON = 1_000
_CITIES, _COMPANIES = 400, 3_000
_SEED = 4


def measure() -> dict[str, Any]:
    """Return the seconds to match 10,000 new listings with 20,000 and 200,000 alerts with the same matches, and
    candidates.
    """
    with scratch_home():
        migrate()
        sync_providers()
        _fill_listings()
        # A tenth of the alerts find listings; the others find none, so that the matches stay the same.
        _fill_alerts(ALERTS // 10, is_there=True)
        few_alerts = _measure_matching()
        _fill_alerts(ALERTS - ALERTS // 10, is_there=False)
        many_alerts = _measure_matching()
        seconds_per_query = _measure_queries()
    return {
        "alerts": ALERTS,
        "new_listings": LISTINGS,
        "seconds": round(many_alerts["seconds"], 3),
        "seconds_with_a_tenth_of_the_alerts": round(few_alerts["seconds"], 3),
        "ten_times_the_alerts_over_one": round(many_alerts["seconds"] / few_alerts["seconds"], 3),
        "matches": [few_alerts["matches"], many_alerts["matches"]],
        "candidates_per_match": [
            round(run["candidates"] / max(run["matches"], 1), 2) for run in (few_alerts, many_alerts)
        ],
        "seconds_to_make_all_anchors": round(few_alerts["anchoring"] + many_alerts["anchoring"], 1),
        "one_query_per_alert": {
            "measured_on_alerts": SAMPLE,
            "seconds_per_alert": round(seconds_per_query, 5),
            "seconds_scaled_to_all": round(seconds_per_query * ALERTS, 1),
        },
        "times_as_fast_as_one_query_per_alert": round(seconds_per_query * ALERTS / many_alerts["seconds"], 1),
    }


def _measure_matching() -> dict[str, float]:
    """Return the median of several whole passes over the same queue; anchors are made beforehand, as after each
    change.
    """
    started_at = time.perf_counter()
    with exclusive_session() as session:
        anchors.refresh(session, now())
    anchoring = time.perf_counter() - started_at
    with psycopg.connect(libpq_url("owner"), autocommit=True) as owner:
        owner.execute("vacuum analyze")
    seconds = []
    for _ in range(REPEATS):
        _fill_queue()
        started_at = time.perf_counter()
        with exclusive_session() as session:
            match_result = matcher.match_batch(session, now())
        seconds.append(time.perf_counter() - started_at)
    return {
        "seconds": median(seconds),
        "anchoring": anchoring,
        "candidates": match_result.candidates,
        "matches": match_result.matches,
    }


def _measure_queries() -> float:
    """Return the seconds a query per alert takes on average: the search itself, narrowed to the new listings."""
    with Session(_owner_engine()) as session:
        columns = [saved_searches.c[name] for name in COLUMN_NAMES]
        rows = session.execute(select(*columns).order_by(saved_searches.c.id).limit(SAMPLE)).all()
        queued = select(_queue_table().c.listing_id)
        _fill_queue()
        started_at = time.perf_counter()
        for row in rows:
            conditions = build_matches(from_row(row), now())
            session.execute(select(documents.c.listing_id).where(documents.c.listing_id.in_(queued), *conditions)).all()
        return (time.perf_counter() - started_at) / SAMPLE


def _owner_engine() -> Any:
    from database.engine import engine

    return engine("owner")


def _queue_table() -> Any:
    from database.models import AlertQueueEntry

    return AlertQueueEntry.__table__


def _fill_queue() -> None:
    with psycopg.connect(libpq_url("owner")) as owner:
        owner.execute("truncate ops.alert_queue, ops.alert_deliveries, job_alert_runs")
        owner.execute(
            "insert into ops.alert_queue (listing_id, seen_at) select id, now() from job_listings"
            " where external_id::int >= %s",
            [EARLIER_LISTINGS],
        )
        owner.commit()
        owner.autocommit = True
        owner.execute("analyze ops.alert_queue")


def _draw_zipf(random_source: random.Random, limit: int) -> int:
    """Return a number from 0, small ones often."""
    return min(int(limit ** random_source.random()) - 1, limit - 1)


def _draw_search_word(random_source: random.Random) -> int:
    """Return a word in less than every fiftieth listing: people search for words that tell jobs apart."""
    return random_source.randrange(_COMMON, _WORDS)


def _fill_listings() -> None:
    random_source = random.Random(_SEED)  # noqa: S311 - made-up listings
    source, board = source_id("greenhouse"), organization_id("greenhouse", "bench")
    with psycopg.connect(libpq_url("owner")) as owner:
        owner.execute(
            "insert into ats_organizations (id, job_source_id, slug) values (%s, %s, 'bench')", [board, source]
        )
        owner.execute("create temporary table made (n int, title text, company text, place text, body text)")
        with owner.cursor().copy("copy made from stdin") as copy:
            for number in range(EARLIER_LISTINGS + LISTINGS):
                words = [f"w{_draw_zipf(random_source, _WORDS)}" for _ in range(150)]
                company, city = _draw_zipf(random_source, _COMPANIES), _draw_zipf(random_source, _CITIES)
                copy.write_row(
                    (
                        number,
                        " ".join(words[:4]),
                        f"Company{company} Ltd",
                        f"city{city}",
                        " ".join(words),
                    )
                )
        owner.execute(
            "insert into job_listings"
            " (id, external_id, job_source_id, ats_organization_id, title, ingested_at, cluster_id, raw_payload)"
            " select ops.mint('bench', n::text), n::text, %s, %s, title, now(), ops.mint('bench', n::text), '{}'"
            " from made",
            [source, board],
        )
        owner.execute(
            "insert into ops.listing_documents (listing_id, document, is_open, posted_at, job_source_id, company_name,"
            " location_text, country, workplace_type, experience_level, salary_year_min, salary_year_max, currency,"
            " updated_at)"
            " select ops.mint('bench', n::text), setweight(to_tsvector('english', title), 'A')"
            " || to_tsvector('english', body), true, now(), %s, company, place, 'Germany',"
            " (array['remote', 'hybrid', 'on_site'])[1 + n %% 3], (array['entry', 'mid', 'senior'])[1 + n %% 3],"
            " 40000 + n %% 60 * 1000, 60000 + n %% 60 * 1000, 'EUR', now() from made",
            [source],
        )


def _fill_alerts(count: int, *, is_there: bool) -> None:
    """Add searches as people write them: two or three words, most with a place, some with a company or a filter
    only.
    """
    random_source = random.Random(_SEED + is_there)  # noqa: S311 - made-up searches
    suffix = "" if is_there else "x"
    with psycopg.connect(libpq_url("owner")) as owner:
        owner.execute("create temporary table asked (query text, place text, level text, salary int, without text[])")
        with owner.cursor().copy("copy asked from stdin") as copy:
            for _ in range(count):
                words = [f"w{_draw_search_word(random_source)}{suffix}", f"w{_draw_search_word(random_source)}"]
                has_words = bool(suffix) or random_source.choice((True,) * 9 + (False,))
                wording = " ".join(words[: random_source.choice((1, 2, 2))]) if has_words else None
                has_place = not has_words or random_source.choice((True, True, False))
                place = f"city{_draw_zipf(random_source, _CITIES)}" if has_place else None
                level = random_source.choice((None, None, "senior"))
                copy.write_row(
                    (wording, place, level, random_source.choice((None, 50_000)), random_source.choice((None, ["w7"])))
                )
        owner.execute(
            "with people as ("
            " insert into users (id, email, email_verified_at)"
            " select gen_random_uuid(), %s || n || '@example.org', now() from generate_series(1, %s) as n returning id"
            "), numbered as (select id, row_number() over () as n from people),"
            " searches as ("
            " insert into saved_searches"
            " (user_id, query, location_text, experience_level, salary_min, keyword_exclude)"
            " select id, query, place, level, salary, without"
            " from (select *, row_number() over () as n from asked) as a join numbered using (n) returning id"
            ") insert into job_alerts (saved_search_id, frequency, created_at)"
            " select id, 'immediate', now() - interval '1 day' from searches",
            [f"bench{suffix}", count],
        )

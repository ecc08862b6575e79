"""Rows that break a rule of a table, each tried on the tables of a build, and the rule that refuses it."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.types.json import Jsonb

ID, DAY, NOON, MORNING = "00000000-0000-0000-0000-000000000001", "2026-01-01", "2026-01-01 12:00Z", "2026-01-01 08:00Z"
_PAY = {"country": "Peru", "currency": "PEN", "is_estimated": False, "p25": 1, "p50": 2, "p75": 3, "n": 5}
_METRIC = {
    "id": ID,
    "metric": "avg_response",
    "period_start": DAY,
    "period_end": DAY,
    "value": 1,
    "dimension": {"n": 1},
}
_BY_DAY = {"day": DAY, "source": "lever", "country": "Peru"}
_OVERVIEW = {"source": "lever", "country": "Peru", "workplace_type": "remote", "experience_level": "mid"}
_SENT = dict.fromkeys(("source", "title_group", "company", "workplace"), "x") | {"application_id": ID, "user_id": ID}
_EARLY = _SENT | {"applied_at": NOON, "interviewed_at": MORNING}

# The type of the constraints that go by no name of their own.
KEY = "primary_key"
# What each key refuses to hold twice.
TWICE: dict[str, dict[str, Any]] = {
    "marts.mart_alert_latency": {"day": DAY, "frequency": "daily"},
    "marts.mart_duplicates": {"rule": "signature", "source": "lever"},
    "marts.mart_lasting_jobs": {"ats_organization_id": ID, "job": "x", "source": "lever"},
    "marts.mart_listings_by_day": _BY_DAY,
    "marts.mart_market_overview": _OVERVIEW,
    "marts.mart_pay": _PAY | {"experience_level": "mid"},
    "marts.mart_pay_by_title": _PAY | {"title_group": "clerk"},
    "marts.mart_skill_demand": {"skill": "Prolog"},
    "marts.mart_skill_weekly": {"skill": "Prolog", "week": DAY},
    "marts.mart_source_health": {"ats_organization_id": ID, "source": "lever", "board": "x"},
    "marts.mart_time_to_fill": {"grouped_by": "country", "name": "Peru", "day": 9999},
    "marts.mart_time_to_fill_quartiles": {"grouped_by": "country", "name": "Nowhere"},
    "staging.int_stale_cohorts": {"scope": ID, "metric": "x", "period_start": DAY, "period_end": DAY},
    "staging.int_stale_days": {"user_id": ID, "day": DAY},
    "staging.int_stale_applications": {"id": 1, "application_id": ID},
    "staging.int_stale_names": {"dimension": "company", "name": "Globex", "since": DAY, "changes": []},
}
# The table, the rule, and the rows it refuses.
ROWS: list[tuple[str, str, list[dict[str, Any]]]] = [
    *((table, KEY, [row, row]) for table, row in TWICE.items()),
    ("marts.mart_listings_by_day", "open_listings_are_not_negative", [_BY_DAY | {"open_listings": -1}]),
    ("marts.mart_market_overview", "workplaces_are_known", [_OVERVIEW | {"workplace_type": "moon"}]),
    ("marts.mart_market_overview", "levels_are_known", [_OVERVIEW | {"experience_level": "chief"}]),
    ("marts.mart_pay", "quartiles_are_in_order", [_PAY | {"experience_level": "mid", "p25": 3}]),
    ("marts.mart_pay", "pay_groups_have_five_jobs", [_PAY | {"experience_level": "mid", "n": 4}]),
    ("marts.mart_pay_by_title", "pay_by_title_has_five_jobs", [_PAY | {"title_group": "clerk", "n": 4}]),
    ("marts.mart_skill_weekly", "skill_shares_are_shares", [{**TWICE["marts.mart_skill_weekly"], "share": 1.1}]),
    ("marts.mart_time_to_fill", "survival_is_a_share", [{**TWICE["marts.mart_time_to_fill"], "survival": -0.1}]),
    (
        "marts.mart_time_to_fill_quartiles",
        "time_to_fill_quartiles_are_in_order",
        [{**TWICE["marts.mart_time_to_fill_quartiles"], "p25": 2, "p50": 1, "p75": 3}],
    ),
    *(
        (f"staging.{table}", "metrics_have_an_n", [_METRIC | {"dimension": {"source": "lever"}}])
        for table in ("int_active_applications", "int_cohort_metrics", "int_market_openings")
    ),
    ("staging.int_cohort_metrics", "rates_are_shares", [_METRIC | {"metric": "success_rate", "value": 1.1}]),
    ("staging.int_cohort_metrics", "answers_take_up_to_thirty_days", [_METRIC | {"value": 31}]),
    ("staging.int_application_facts", "nothing_precedes_the_application", [_EARLY]),
    ("staging.int_changed_applications", "nothing_precedes_the_application", [_EARLY]),
    ("staging.int_pending_tags", "tags_have_a_name", [{"listing_id": ID, "name": "", "type": "skill"}]),
    (
        "staging.int_listing_versions",
        "versions_end_after_they_begin",
        [{"event_id": -1, "valid_from": NOON, "valid_to": MORNING}],
    ),
]
# Of tables made by Alembic, and of the facts: the constraint, and what it refuses.
CHANGES = {
    "lifecycle_is_in_order": "update staging.int_listing_facts set opened_at = first_seen_at + interval '1 second'",
    "ck_job_listings_closed": "update job_listings set closed_at = coalesce(closed_at, now()), close_reason = null",
    "ck_locations_on_earth": "insert into locations (id, longitude) values (gen_random_uuid(), 180.1)",
    "ck_listings_on_earth": "update staging.listings set latitude = -90.1",
    "ck_event_counts_events": "update staging.event_counts set events = 0",
    "ck_title_group_counts_open_change": "update staging.title_group_counts set open_change = 0",
    "ck_company_counts_open_change": "update staging.company_counts set open_change = 0",
    "ck_workplace_counts_open_change": "update staging.workplace_counts set open_change = 0",
    "ck_skill_counts_listings": "update staging.skill_counts set open_listings = listings + 1",
    "ck_listing_counts_listings": "update staging.listing_counts set listings = 0, open_listings = 0",
    "ck_job_listing_tags_confidence": "update job_listing_tags set confidence = 1.1",
    "uq_job_tags_name_type": "insert into job_tags (id, name, type) select gen_random_uuid(), name, type from job_tags",
    "pk_companies": "insert into companies (id, name, clean_name) select id, name, name || '?' from companies",
}


def refused(owner: psycopg.Connection) -> list[list[str | None]]:
    """For each of ROWS and then of CHANGES: the table and the rule that refused it, nothing where it went in."""
    inserts = [
        (f"insert into {table} select r.* from jsonb_populate_recordset(null::{table}, %s) as r", [Jsonb(rows)])
        for table, _, rows in ROWS
    ]
    return [
        _tried(owner, query, values) for query, values in (*inserts, *((change, []) for change in CHANGES.values()))
    ]


def _tried(owner: psycopg.Connection, query: str, values: list[Any]) -> list[str | None]:
    try:
        with owner.transaction(force_rollback=True):
            owner.execute(query.encode(), values)
    except psycopg.IntegrityError as error:
        diagnosis = error.diag
        is_key = isinstance(error, psycopg.errors.UniqueViolation) and diagnosis.schema_name != "public"
        name = KEY if is_key else diagnosis.constraint_name
        return [f"{diagnosis.schema_name}.{diagnosis.table_name}", name]
    return [None, None]

"""Rows to test with: a listing for everyone, and people with a row each in every table of people's rows."""

from __future__ import annotations

from uuid import UUID, uuid4

import psycopg

from database.identity import company_id, listing_id, location_id, organization_id, source_id

LISTING, COMPANY = listing_id("greenhouse", "acme", "1"), company_id("acme")
_PUBLIC = """
insert into job_sources (id, code, name, type) values (%(source)s, 'greenhouse', 'Greenhouse', 'ats');
insert into ats_organizations (id, job_source_id, slug) values (%(board)s, %(source)s, 'acme');
insert into companies (id, name, clean_name) values (%(company)s, 'Acme', 'acme');
insert into locations (id, raw_text, city) values (%(location)s, 'Berlin', 'Berlin');
insert into job_listings (
    id, external_id, job_source_id, ats_organization_id, company_id, location_id, title, cluster_id
) values (%(listing)s, '1', %(source)s, %(board)s, %(company)s, %(location)s, 'Baker', %(listing)s);
"""
# In each statement %(user)s is the owner, %(id)s a fresh id, %(<table>)s the owner's row in that table.
_OWNED = {
    "saved_jobs": "insert into saved_jobs (id, user_id, job_listing_id) values (%(id)s, %(user)s, %(listing)s)",
    "search_history": "insert into search_history (id, user_id, query) values (%(id)s, %(user)s, 'baker')",
    "saved_searches": "insert into saved_searches (id, user_id, query) values (%(id)s, %(user)s, 'baker')",
    "job_alerts": (
        "insert into job_alerts (id, saved_search_id, frequency) values (%(id)s, %(saved_searches)s, 'daily')"
    ),
    "job_alert_runs": "insert into job_alert_runs (id, job_alert_id) values (%(id)s, %(job_alerts)s)",
    "job_comparison_sets": "insert into job_comparison_sets (id, user_id) values (%(id)s, %(user)s)",
    "job_comparison_items": (
        "insert into job_comparison_items (comparison_set_id, job_listing_id)"
        " values (%(job_comparison_sets)s, %(listing)s)"
    ),
    "application_stages": (
        "insert into application_stages (id, user_id, name, position) values (%(id)s, %(user)s, 'Applied', 1)"
    ),
    "job_applications": (
        "insert into job_applications (id, user_id, stage_id) values (%(id)s, %(user)s, %(application_stages)s)"
    ),
    "application_events": (
        "insert into application_events (id, job_application_id, event_type, occurred_at)"
        " values (%(id)s, %(job_applications)s, 'note', now())"
    ),
    "analytics_snapshots": (
        "insert into analytics_snapshots (id, user_id, period_start, period_end, metric, value)"
        " values (%(id)s, %(user)s, '2026-03-01', '2026-03-01', 'success_rate', 1)"
    ),
    "ops.saved_search_extras": (
        "insert into ops.saved_search_extras (saved_search_id, criteria) values (%(saved_searches)s, '{}')"
    ),
    "ops.search_history_extras": (
        "insert into ops.search_history_extras (search_history_id, criteria) values (%(search_history)s, '{}')"
    ),
    "ops.followed_companies": (
        "insert into ops.followed_companies (user_id, company_id) values (%(user)s, %(company)s)"
    ),
    "ops.alert_schedules": "insert into ops.alert_schedules (job_alert_id) values (%(job_alerts)s)",
    "ops.alert_deliveries": (
        "insert into ops.alert_deliveries (job_alert_id, cluster_id, job_listing_id)"
        " values (%(job_alerts)s, %(id)s, %(listing)s)"
    ),
    "ops.stage_statuses": (
        "insert into ops.stage_statuses (stage_id, status) values (%(application_stages)s, 'applied')"
    ),
    "ops.application_details": (
        "insert into ops.application_details (job_application_id) values (%(job_applications)s)"
    ),
    "ops.application_files": (
        "insert into ops.application_files (id, job_application_id, name, media_type, size_bytes, sha256)"
        " values (%(id)s, %(job_applications)s, 'cv.pdf', 'application/pdf', 1, '')"
    ),
    "ops.follow_up_reminders": (
        "insert into ops.follow_up_reminders (job_application_id, follow_up_at, email_id)"
        " values (%(job_applications)s, now(), %(id)s)"
    ),
    "ops.application_imports": (
        "insert into ops.application_imports (id, user_id, file_name, columns, added, known, rejected)"
        " values (%(id)s, %(user)s, 'jobs.csv', '{}', 1, 0, 1)"
    ),
    "ops.import_rejects": (
        "insert into ops.import_rejects (import_id, row_number, cells, reason)"
        " values (%(ops.application_imports)s, 2, '{}', 'no title')"
    ),
    "ops.imported_rows": (
        "insert into ops.imported_rows (job_application_id, row_hash, import_id)"
        " values (%(job_applications)s, '', %(ops.application_imports)s)"
    ),
    "ops.calendar_feeds": "insert into ops.calendar_feeds (user_id, token_hash) values (%(user)s, %(id)s)",
    "ops.api_tokens": (
        "insert into ops.api_tokens (id, user_id, name, token_hash, scopes)"
        " values (%(id)s, %(user)s, 'mine', %(id)s, '{}')"
    ),
    "ops.demo_items": ("insert into ops.demo_items (user_id, item, item_id) values (%(user)s, 'saved_jobs', %(id)s)"),
}
OWNED_TABLES = tuple(_OWNED)
# The app may only read these; the pipeline writes them, the last two sign-in.
READ_ONLY = (
    "analytics_snapshots",
    "ops.alert_deliveries",
    "ops.follow_up_reminders",
    "ops.calendar_feeds",
    "ops.api_tokens",
)


def open_listing(owner: psycopg.Connection) -> None:
    """Insert a source, board, company, place and the listing LISTING."""
    ids = {
        "source": source_id("greenhouse"),
        "board": organization_id("greenhouse", "acme"),
        "company": COMPANY,
        "location": location_id("Berlin", "Berlin", None, None, None),
        "listing": LISTING,
    }
    with psycopg.ClientCursor(owner) as cursor:  # several statements with parameters
        cursor.execute(_PUBLIC, ids)


def add_person(owner: psycopg.Connection, email: str) -> UUID:
    """Insert an account and return its id."""
    row = owner.execute("insert into users (email) values (%s) returning id", [email]).fetchone()
    assert row
    return UUID(str(row[0]))


def add_all_rows(connection: psycopg.Connection, user: UUID) -> None:
    """Insert a row of this person in every table of OWNED_TABLES."""
    rows: dict[str, UUID] = {"user": user, "listing": LISTING, "company": COMPANY}
    for table in OWNED_TABLES:
        rows[table] = add_row(connection, table, rows)


def add_row(connection: psycopg.Connection, table: str, rows: dict[str, UUID]) -> UUID:
    """Insert a row of `rows["user"]` and return its id; `rows` has the ids of the rows that it refers to."""
    row_id = uuid4()
    connection.execute(_OWNED[table], {**rows, "id": row_id})
    return row_id

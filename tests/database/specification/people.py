"""Sections 1, 3, 4 and 5 of the specification: identity, workspace, applications, analytics. Derived by hand."""

from __future__ import annotations

from tests.database.specification.form import CHANGED, table

_TOKEN = """
    id uuid not null
    user_id uuid not null -> users
    token_hash text not null
    expires_at timestamptz not null
    consumed_at timestamptz
    created_at timestamptz not null
"""
_CRITERIA = """
    query text
    location_text text
    remote_flag boolean
    salary_min numeric
    salary_max numeric
    experience_level text
    added:
    workplace_type text
    employment_type text
    company_exclude text[]
    keyword_exclude text[]
    country text
"""
_ADDRESS = """
    ip_address inet
    user_agent text
"""
IDENTITY = {
    "users": table(
        """
        id uuid not null
        email text not null
        password_hash text
        github_id text
        display_name text
        avatar_url text
        timezone text
        email_verified_at timestamptz
        last_login_at timestamptz
        deleted_at timestamptz
        """
        + CHANGED,
        "lower(email) where (deleted_at IS NULL)",
        "github_id",
    ),
    "user_auth_providers": table(
        """
        id uuid not null
        user_id uuid not null -> users
        provider provider_type not null
        provider_user_id text not null
        access_token_encrypted text
        refresh_token_encrypted text
        scopes text[]
        """
        + CHANGED,
        "provider, provider_user_id",
    ),
    "sessions": table(
        """
        id uuid not null
        user_id uuid not null -> users
        session_token_hash text not null
        refresh_token_hash text
        created_at timestamptz not null
        expires_at timestamptz not null
        invalidated_at timestamptz
        """
        + _ADDRESS,
        "session_token_hash",
    ),
    "email_verification_tokens": table(_TOKEN, "token_hash"),
    "password_reset_tokens": table(_TOKEN, "token_hash"),
    "auth_events": table(
        """
        id uuid not null
        user_id uuid -> users
        event text not null
        provider text
        occurred_at timestamptz not null
        """
        + _ADDRESS
    ),
}

WORKSPACE = {
    "saved_jobs": table(
        """
        id uuid not null
        user_id uuid not null -> users
        job_listing_id uuid not null -> job_listings
        created_at timestamptz not null
        note text
        priority priority_level
        """,
        "user_id, job_listing_id",
    ),
    "search_history": table(
        """
        id uuid not null
        user_id uuid not null -> users
        executed_at timestamptz not null
        result_count integer
        """
        + _CRITERIA
    ),
    "saved_searches": table(
        """
        id uuid not null
        user_id uuid not null -> users
        name text
        last_run_at timestamptz
        """
        + _CRITERIA
        + CHANGED
    ),
    "job_alerts": table(
        """
        id uuid not null
        saved_search_id uuid not null -> saved_searches
        frequency alert_frequency not null
        is_active boolean not null
        last_checked_at timestamptz
        new_jobs_count integer not null
        """
        + CHANGED,
        "saved_search_id",
    ),
    "job_alert_runs": table(
        """
        id uuid not null
        job_alert_id uuid not null -> job_alerts
        checked_at timestamptz not null
        result_count integer
        error text
        """
    ),
    "job_comparison_sets": table(
        """
        id uuid not null
        user_id uuid not null -> users
        title text
        created_at timestamptz not null
        """
    ),
    "job_comparison_items": table(
        """
        comparison_set_id uuid not null -> job_comparison_sets
        job_listing_id uuid not null -> job_listings
        position integer
        added_at timestamptz not null
        """,
        key="comparison_set_id, job_listing_id",
    ),
}

APPLICATIONS = {
    "application_stages": table(
        """
        id uuid not null
        user_id uuid not null -> users
        name text not null
        position integer not null
        is_default boolean not null
        """,
        "user_id, name",
    ),
    "job_applications": table(
        """
        id uuid not null
        user_id uuid not null -> users
        job_listing_id uuid -> job_listings
        company_id uuid -> companies
        stage_id uuid -> application_stages
        status job_application_status not null
        applied_at timestamptz
        response_at timestamptz
        job_post_url text
        source text
        notes text
        listing_snapshot jsonb
        added:
        follow_up_at timestamptz
        deleted_at timestamptz
        """
        + CHANGED
    ),
    "application_events": table(
        """
        id uuid not null
        job_application_id uuid not null -> job_applications
        event_type job_application_event_type not null
        occurred_at timestamptz not null
        payload jsonb
        attachments jsonb
        created_at timestamptz not null
        """
    ),
}

ANALYTICS = {
    "analytics_snapshots": table(
        """
        id uuid not null
        user_id uuid -> users
        period_start date not null
        period_end date not null
        metric analytics_metric not null
        value numeric not null
        dimension jsonb
        created_at timestamptz not null
        """,
        "user_id, period_start, period_end, metric, dimension nulls not distinct",
    ),
}

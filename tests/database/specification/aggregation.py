"""Section 2 of the specification, job aggregation, with the agreed additions: derived by hand, not from the models."""

from __future__ import annotations

from tests.database.specification.form import CHANGED, table

AGGREGATION = {
    "job_sources": table(
        """
        id uuid not null
        code text not null
        name text not null
        type text not null
        base_url text
        credentials jsonb
        is_active boolean not null
        added:
        may_aggregate boolean not null
        may_archive boolean not null
        attribution text
        """
        + CHANGED,
        "code",
    ),
    "ats_organizations": table(
        """
        id uuid not null
        job_source_id uuid not null -> job_sources
        slug text not null
        display_name text
        last_sync_at timestamptz
        sync_status text
        sync_error text
        metadata jsonb
        """
        + CHANGED,
        "job_source_id, slug",
    ),
    "locations": table(
        """
        id uuid not null
        raw_text text
        city text
        region text
        country text
        latitude numeric(9,6)
        longitude numeric(9,6)
        is_remote boolean
        timezone text
        """
        + CHANGED,
        "ops.mint(VARIADIC ARRAY[COALESCE(raw_text, ''::text), COALESCE(city, ''::text), COALESCE(region, ''::text), "
        "COALESCE(country, ''::text), COALESCE(is_remote::text, ''::text)])",
    ),
    "companies": table(
        """
        id uuid not null
        name text not null
        clean_name text not null
        website text
        industry text
        size_band text
        logo_url text
        hq_location_id uuid -> locations
        """
        + CHANGED,
        "clean_name",
    ),
    "job_listings": table(
        """
        id uuid not null
        external_id text not null
        job_source_id uuid not null -> job_sources
        company_id uuid -> companies
        location_id uuid -> locations
        title text not null
        description text
        url text
        posted_at timestamptz
        ingested_at timestamptz not null
        expires_at timestamptz
        salary_min numeric
        salary_max numeric
        currency text
        is_remote boolean
        raw_payload jsonb
        dedupe_hash text
        added:
        ats_organization_id uuid not null -> ats_organizations
        workplace_type text
        employment_type text
        experience_level text
        salary_period text
        salary_is_estimated boolean
        department text
        closed_at timestamptz
        close_reason text
        requisition_key text
        cluster_id uuid not null
        """
        + CHANGED,
        "job_source_id, ats_organization_id, external_id",
    ),
    "job_tags": table(
        """
        id uuid not null
        name text not null
        type job_tag_type not null
        source text
        """
        + CHANGED,
        "name, type",
    ),
    "job_listing_tags": table(
        """
        job_listing_id uuid not null -> job_listings
        job_tag_id uuid not null -> job_tags
        confidence numeric(4,3) not null
        ingest_source text
        """,
        key="job_listing_id, job_tag_id",
    ),
    "dedupe_signatures": table(
        """
        signature_hash text not null
        company_id uuid -> companies
        title_text text
        location_text text
        first_seen_at timestamptz not null
        last_seen_at timestamptz not null
        """,
        key="signature_hash",
    ),
    "ingest_runs": table(
        """
        id uuid not null
        job_source_id uuid not null -> job_sources
        ats_organization_id uuid -> ats_organizations
        started_at timestamptz not null
        finished_at timestamptz
        status text not null
        result_count integer not null
        new_count integer not null
        updated_count integer not null
        errors jsonb
        """
    ),
    "listing_archives": table(
        """
        id uuid not null
        job_listing_id uuid not null -> job_listings
        captured_at timestamptz not null
        payload jsonb not null
        added:
        payload_hash text not null
        ingest_run_id uuid not null -> ingest_runs
        """,
        "job_listing_id, payload_hash",
    ),
}

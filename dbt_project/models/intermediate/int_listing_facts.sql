{{
    config(
        materialized='incremental',
        incremental_strategy='merge',
        unique_key='listing_id',
        on_schema_change='fail',
        indexes=[{'columns': ['listing_id'], 'unique': true}, {'columns': ['dedupe_hash']}]
    )
}}

with

job_listings as (

    select * from {{ ref('job_listings') }}

),

locations as (

    select * from {{ ref('locations') }}

),

events as (

    select * from {{ ref('stg_events') }}

),

work as (

    select * from {{ ref('stg_pending_listings') }}

),

touched as (

    select
        job_listings.*,
        coalesce(work.changed_at, job_listings.updated_at) as seen_until

    from job_listings
    {{ 'inner' if is_incremental() else 'left' }} join work on job_listings.id = work.listing_id

),

history as (

    select
        events.listing_id,
        min(events.occurred_at) as first_seen_at,
        count(distinct events.payload_hash) as versions,
        count(*) filter (where events.event = 'reopened') as reopenings

    from events
    inner join touched on events.listing_id = touched.id
    group by events.listing_id

),

-- Materialized, or comparing would work each title's group out a second time.
facts as materialized (

    select
        touched.id as listing_id,
        touched.job_source_id,
        touched.ats_organization_id,
        touched.company_id,
        touched.cluster_id,
        touched.dedupe_hash,
        ops.title_group(touched.title) as title_group,
        locations.country,
        touched.workplace_type,
        touched.experience_level,
        touched.currency,
        {{ annualised('coalesce(touched.salary_min, touched.salary_max)', 'touched.salary_period') }}
            as salary_year_min,
        {{ annualised('coalesce(touched.salary_max, touched.salary_min)', 'touched.salary_period') }}
            as salary_year_max,
        coalesce(touched.salary_is_estimated, false) as salary_is_estimated,
        history.first_seen_at,
        least(touched.posted_at, history.first_seen_at, touched.closed_at) as opened_at,
        touched.closed_at,
        touched.close_reason,
        history.versions,
        history.reopenings,
        touched.seen_until,
        touched.updated_at

    from touched
    inner join history on touched.id = history.listing_id
    left join locations on touched.location_id = locations.id

)

{{ changed_rows('facts') }}

{{
    config(
        materialized='incremental',
        incremental_strategy='merge',
        unique_key='listing_id',
        on_schema_change='fail',
        indexes=[{'columns': ['listing_id'], 'unique': true}, {'columns': ['dedupe_hash']}],
        pre_hook='{{ subtract_old_counts() }}',
        post_hook=['{{ leave_room() }}', '{{ index_facts() }}', '{{ add_new_counts() }}']
    )
}}

-- Read by the hooks.
-- depends_on: {{ ref('companies') }}

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

versions as (

    select * from {{ ref('int_listing_versions') }}

    where valid_to is null

),

parsed as (

    select * from {{ source('staging', 'listings') }}

),

work as (

    select * from {{ ref('stg_pending_listings') }}

),

listings as (

    select
        job_listings.id,
        job_listings.job_source_id,
        job_listings.ats_organization_id,
        job_listings.company_id,
        job_listings.location_id,
        job_listings.cluster_id,
        job_listings.dedupe_hash,
        job_listings.workplace_type,
        job_listings.experience_level,
        job_listings.salary_min,
        job_listings.salary_max,
        job_listings.currency,
        job_listings.salary_period,
        job_listings.salary_is_estimated,
        job_listings.posted_at,
        job_listings.closed_at,
        job_listings.close_reason,
        job_listings.updated_at,
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
    inner join listings on events.listing_id = listings.id
    group by events.listing_id

),

-- Materialized, or the comparison would gather each listing's skills a second time. Columns of fixed length come first,
-- because PostgreSQL walks through all columns before the one it needs.
facts as materialized (

    select
        listings.id as listing_id,
        listings.job_source_id,
        listings.ats_organization_id,
        listings.cluster_id,
        history.first_seen_at,
        least(listings.posted_at, history.first_seen_at, listings.closed_at) as opened_at,
        listings.updated_at,
        listings.seen_until,
        history.versions,
        history.reopenings,
        coalesce(listings.salary_is_estimated, false) as salary_is_estimated,
        listings.company_id,
        listings.closed_at,
        versions.title_group,
        locations.country,
        listings.workplace_type,
        listings.experience_level,
        listings.currency,
        {{ annualised('coalesce(listings.salary_min, listings.salary_max)', 'listings.salary_period') }}
            as salary_year_min,
        {{ annualised('coalesce(listings.salary_max, listings.salary_min)', 'listings.salary_period') }}
            as salary_year_max,
        listings.dedupe_hash,
        listings.close_reason,
        array(
            select distinct tag.name
            from parsed
            cross join lateral jsonb_to_recordset(parsed.tags) as tag (name text, type text, confidence numeric)
            where
                parsed.listing_id = versions.listing_id
                and parsed.payload_hash = versions.payload_hash
                and tag.name != ''
                and tag.type = 'skill'
                and tag.confidence > 0
            order by tag.name
        ) as skills

    from listings
    inner join history on listings.id = history.listing_id
    inner join versions on listings.id = versions.listing_id
    left join locations on listings.location_id = locations.id

)

{{ changed_rows('facts') }}

{{
    config(
        materialized='incremental',
        incremental_strategy='merge_counted',
        unique_key='listing_id',
        on_schema_change='fail',
        meta={'fillfactor': 85},
        indexes=[{'columns': ['listing_id'], 'unique': true}, {'columns': ['dedupe_hash']}],
        pre_hook='{{ forget_counts() }}',
        post_hook=['{{ index_facts() }}', '{{ count_all() }}']
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

touched as (

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
    inner join touched on events.listing_id = touched.id
    group by events.listing_id

),

-- Materialized, or comparing would gather each listing's skills a second time. What is of fixed length comes first,
-- because finding a column costs walking through those before it.
facts as materialized (

    select
        touched.id as listing_id,
        touched.job_source_id,
        touched.ats_organization_id,
        touched.cluster_id,
        history.first_seen_at,
        least(touched.posted_at, history.first_seen_at, touched.closed_at) as opened_at,
        touched.updated_at,
        touched.seen_until,
        history.versions,
        history.reopenings,
        coalesce(touched.salary_is_estimated, false) as salary_is_estimated,
        touched.company_id,
        touched.closed_at,
        versions.title_group,
        locations.country,
        touched.workplace_type,
        touched.experience_level,
        touched.currency,
        {{ annualised('coalesce(touched.salary_min, touched.salary_max)', 'touched.salary_period') }}
            as salary_year_min,
        {{ annualised('coalesce(touched.salary_max, touched.salary_min)', 'touched.salary_period') }}
            as salary_year_max,
        touched.dedupe_hash,
        touched.close_reason,
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

    from touched
    inner join history on touched.id = history.listing_id
    inner join versions on touched.id = versions.listing_id
    left join locations on touched.location_id = locations.id

)

{{ changed_rows('facts') }}

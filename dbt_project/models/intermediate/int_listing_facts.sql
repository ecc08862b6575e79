{{
    config(
        materialized='incremental',
        incremental_strategy='merge_counted',
        unique_key='listing_id',
        on_schema_change='fail',
        indexes=[{'columns': ['listing_id'], 'unique': true}, {'columns': ['dedupe_hash']}],
        pre_hook='{{ forget_counts() }}',
        post_hook='{{ count_all() }}'
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

listing_tags as (

    select * from {{ ref('job_listing_tags') }}

    where confidence > 0

),

tags as (

    select * from {{ ref('job_tags') }}

    where type = 'skill'

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

skills as (

    select
        listing_tags.job_listing_id as listing_id,
        array_agg(tags.name order by tags.name) as skill_names

    from touched
    inner join listing_tags on touched.id = listing_tags.job_listing_id
    inner join tags on listing_tags.job_tag_id = tags.id
    group by listing_tags.job_listing_id

),

facts as (

    select
        touched.id as listing_id,
        touched.job_source_id,
        touched.ats_organization_id,
        touched.company_id,
        touched.cluster_id,
        touched.dedupe_hash,
        versions.title_group,
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
        coalesce(skills.skill_names, '{}') as skills,
        history.versions,
        history.reopenings,
        touched.seen_until,
        touched.updated_at

    from touched
    inner join history on touched.id = history.listing_id
    inner join versions on touched.id = versions.listing_id
    left join skills on touched.id = skills.listing_id
    left join locations on touched.location_id = locations.id

)

{{ changed_rows('facts') }}

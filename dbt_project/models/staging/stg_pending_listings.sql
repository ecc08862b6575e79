{{
    config(
        materialized='table',
        unlogged=true,
        indexes=[{'columns': ['listing_id'], 'unique': true}],
        post_hook='analyze {{ this }} (listing_id, company_id, location_id, signature_hash)'
    )
}}

with

pending as (

    select * from {{ source('landing', 'pending') }}

),

presence as (

    select * from {{ ref('stg_presence') }}

),

events as (

    select * from {{ ref('stg_events') }}

),

parsed as (

    select * from {{ source('staging', 'listings') }}

),

-- Selected again: a CTE that is read twice is written out, and this one would be with all its texts.
readable as (

    select
        listing_id,
        payload_hash

    from {{ source('staging', 'listings') }}

),

-- The newest version the parsers could take. A listing whose newest payload was rejected keeps the version before,
-- so that its closing still comes through.
newest_parsed as (

    select distinct on (events.listing_id)
        events.listing_id,
        events.payload_hash,
        events.occurred_at

    from pending
    inner join events on pending.listing_id = events.listing_id
    inner join readable
        on
            events.listing_id = readable.listing_id
            and events.payload_hash = readable.payload_hash

    order by events.listing_id asc, events.event_id desc

),

first_seen as (

    select
        events.listing_id,
        min(events.occurred_at) as first_seen_at

    from pending
    inner join events on pending.listing_id = events.listing_id
    group by events.listing_id

),

work as (

    select
        presence.listing_id,
        presence.job_source_id,
        presence.ats_organization_id,
        presence.external_id,
        presence.is_open,
        presence.changed_at,
        first_seen.first_seen_at,

        newest_parsed.payload_hash,
        newest_parsed.payload_hash = presence.payload_hash as is_current,
        case
            when newest_parsed.payload_hash = presence.payload_hash then presence.changed_at
            else newest_parsed.occurred_at
        end as updated_at,
        parsed.captured_at,

        parsed.title,
        parsed.company_id,
        parsed.company_name,
        parsed.company_clean_name,
        parsed.company_website,
        parsed.location_id,
        parsed.location_raw,
        parsed.city,
        parsed.region,
        parsed.country,
        parsed.latitude,
        parsed.longitude,
        parsed.location_timezone,
        parsed.is_remote,
        parsed.workplace_type,
        parsed.employment_type,
        parsed.experience_level,
        parsed.salary_min,
        parsed.salary_max,
        parsed.currency,
        parsed.salary_period,
        parsed.salary_is_estimated,
        parsed.department,
        parsed.url,
        parsed.posted_at,
        parsed.expires_at,
        parsed.requisition_key,
        parsed.signature_hash,
        parsed.signature_title,
        parsed.signature_location,
        parsed.tags

    from newest_parsed
    inner join presence on newest_parsed.listing_id = presence.listing_id
    inner join first_seen on newest_parsed.listing_id = first_seen.listing_id
    inner join parsed
        on
            newest_parsed.listing_id = parsed.listing_id
            and newest_parsed.payload_hash = parsed.payload_hash

)

select * from work

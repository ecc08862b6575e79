{{
    config(
        materialized='incremental',
        incremental_strategy='merge',
        unique_key='event_id',
        on_schema_change='fail',
        meta={'fillfactor': 85},
        indexes=[{'columns': ['event_id'], 'unique': true}, {'columns': ['listing_id']}]
    )
}}

with

events as (

    select * from {{ ref('stg_events') }}

),

parsed as (

    select * from {{ source('staging', 'listings') }}

),

-- By a name of its own, as in stg_pending_listings.
could_be_parsed as (

    select
        listing_id,
        payload_hash

    from {{ source('staging', 'listings') }}

),

work as (

    select * from {{ ref('stg_pending_listings') }}

),

touched as (

    select events.*
    from events
    left join work on events.listing_id = work.listing_id

    where
        coalesce(events.occurred_at <= work.changed_at, true)
        and {{ 'work.listing_id is not null' if is_incremental() else 'true' }}

),

-- A payload the parsers could not read leaves the listing as it was: versions are numbered by those they could.
numbered as (

    select
        touched.event_id,
        touched.listing_id,
        touched.event,
        touched.occurred_at,
        could_be_parsed.payload_hash,
        count(could_be_parsed.payload_hash) over (
            partition by touched.listing_id
            order by touched.event_id
        ) as version,
        lead(touched.occurred_at) over (
            partition by touched.listing_id
            order by touched.event_id
        ) as next_at

    from touched
    left join could_be_parsed
        on
            touched.listing_id = could_be_parsed.listing_id
            and touched.payload_hash = could_be_parsed.payload_hash

),

filled as (

    select
        *,
        first_value(payload_hash) over (
            partition by listing_id, version
            order by event_id
        ) as known_hash

    from numbered

),

-- Materialized, or comparing would work each title's group out a second time.
versions as materialized (

    select
        filled.event_id,
        filled.listing_id,
        parsed.job_source_id,
        filled.occurred_at as valid_from,
        filled.next_at as valid_to,
        filled.event != 'closed' as is_open,
        filled.known_hash as payload_hash,
        parsed.title,
        {% if is_incremental() -%}
            coalesce(
                (
                    -- many regular expressions, which most titles went through before
                    select max(held.title_group)
                    from {{ this }} as held
                    where
                        held.listing_id = filled.listing_id
                        and held.title = parsed.title
                ),
                ops.title_group(parsed.title)
            )
        {%- else -%}
            ops.title_group(parsed.title)
        {%- endif %} as title_group,
        parsed.company_id,
        parsed.country,
        parsed.workplace_type,
        parsed.experience_level,
        parsed.currency,
        {{ annualised('coalesce(parsed.salary_min, parsed.salary_max)', 'parsed.salary_period') }} as salary_year_min,
        {{ annualised('coalesce(parsed.salary_max, parsed.salary_min)', 'parsed.salary_period') }} as salary_year_max,
        coalesce(parsed.salary_is_estimated, false) as salary_is_estimated

    from filled
    inner join parsed
        on
            filled.listing_id = parsed.listing_id
            and filled.known_hash = parsed.payload_hash

)

{{ changed_rows('versions') }}

{{
    config(
        materialized='incremental',
        incremental_strategy='merge',
        unique_key='event_id',
        on_schema_change='fail',
        indexes=[{'columns': ['event_id'], 'unique': true}, {'columns': ['listing_id']}],
        post_hook='{{ leave_room() }}'
    )
}}

with

events as (

    select * from {{ ref('stg_events') }}

),

parsed as (

    select * from {{ source('staging', 'listings') }}

),

-- Selected again, as in stg_pending_listings.
readable as (

    select
        listing_id,
        payload_hash

    from {{ source('staging', 'listings') }}

),

work as (

    select * from {{ ref('stg_pending_listings') }}

),

changed_events as (

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
        changed_events.event_id,
        changed_events.listing_id,
        changed_events.event,
        changed_events.occurred_at,
        readable.payload_hash,
        count(readable.payload_hash) over (
            partition by changed_events.listing_id
            order by changed_events.event_id
        ) as version,
        lead(changed_events.occurred_at) over (
            partition by changed_events.listing_id
            order by changed_events.event_id
        ) as next_at

    from changed_events
    left join readable
        on
            changed_events.listing_id = readable.listing_id
            and changed_events.payload_hash = readable.payload_hash

),

filled as (

    select
        *,
        first_value(payload_hash) over (
            partition by listing_id, version
            order by event_id
        ) as readable_hash

    from numbered

),

-- Materialized, or the comparison would compute each title's group a second time.
versions as materialized (

    select
        filled.event_id,
        filled.listing_id,
        parsed.job_source_id,
        filled.occurred_at as valid_from,
        filled.next_at as valid_to,
        filled.event != 'closed' as is_open,
        filled.readable_hash as payload_hash,
        parsed.title,
        {% if is_incremental() -%}
            coalesce(
                (
                    -- many regular expressions, which most titles went through before
                    select max(previous.title_group)
                    from {{ this }} as previous
                    where
                        previous.listing_id = filled.listing_id
                        and previous.title = parsed.title
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
            and filled.readable_hash = parsed.payload_hash

)

{{ changed_rows('versions') }}

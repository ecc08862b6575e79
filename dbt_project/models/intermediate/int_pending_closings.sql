{{
    config(
        materialized='table',
        unlogged=true,
        indexes=[{'columns': ['listing_id'], 'unique': true}],
        post_hook='analyze {{ this }}'
    )
}}

with

pending as (

    select * from {{ ref('stg_pending_listings') }}

),

events as (

    select * from {{ ref('stg_events') }}

),

-- Events after changed_at belong to a fetch that landed while this build runs; the next build takes them.
last_closed as (

    select distinct on (pending.listing_id)
        pending.listing_id,
        pending.posted_at,
        pending.expires_at,
        events.reason,
        events.occurred_at

    from pending
    inner join events
        on
            pending.listing_id = events.listing_id
            and pending.changed_at >= events.occurred_at

    where
        not pending.is_open
        and events.event = 'closed'
    order by pending.listing_id asc, events.event_id desc

),

closings as (

    select
        listing_id,
        reason as close_reason,
        case
            when
                reason = 'provider_closed'
                and expires_at < occurred_at
                and expires_at >= coalesce(posted_at, '-infinity')
                then expires_at
            else occurred_at
        end as closed_at

    from last_closed

)

select * from closings

-- Presence is derived: a listing that has events is present, on a board of its source; open or not, the version and the
-- time are those of its last events.
-- Beside the rest of the build, which fails with it but does not wait for it (see holds.sql).
-- depends_on: {{ ref('mart_source_health') }}
with

-- Materialized, or the ledger would be read twice.
events as materialized (

    select * from {{ ref('stg_events') }}

    where {{ is_in_this_build('listing_id') }}

),

last_events as (

    select distinct on (listing_id)
        listing_id,
        payload_hash,
        occurred_at

    from events
    order by listing_id asc, event_id desc

),

last_turns as (

    select distinct on (listing_id)
        listing_id,
        event in ('opened', 'reopened') as is_open

    from events

    where event != 'changed'
    order by listing_id asc, event_id desc

),

presence as (

    select * from {{ ref('stg_presence') }}

    where {{ is_in_this_build('listing_id') }}

),

boards as (

    select * from {{ source('public', 'ats_organizations') }}

)

select
    last_events.listing_id as listing_with_events,
    presence.listing_id as present
from last_events
full outer join presence on last_events.listing_id = presence.listing_id
left join last_turns on presence.listing_id = last_turns.listing_id
left join boards
    on
        presence.ats_organization_id = boards.id
        and presence.job_source_id = boards.job_source_id
where
    boards.id is null
    or (presence.payload_hash, presence.changed_at, presence.is_open)
    is distinct from (last_events.payload_hash, last_events.occurred_at, last_turns.is_open)

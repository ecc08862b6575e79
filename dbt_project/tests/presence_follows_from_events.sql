-- Presence is derived: open or not, the version and the time are those of the listing's last events.
with

last_events as (

    select distinct on (listing_id)
        listing_id,
        payload_hash,
        occurred_at

    from {{ ref('stg_events') }}

    where {{ in_this_build('listing_id') }}
    order by listing_id asc, event_id desc

),

last_turns as (

    select distinct on (listing_id)
        listing_id,
        event in ('opened', 'reopened') as is_open

    from {{ ref('stg_events') }}

    where
        event != 'changed'
        and {{ in_this_build('listing_id') }}
    order by listing_id asc, event_id desc

)

select presence.listing_id
from {{ ref('stg_presence') }} as presence
left join last_events on presence.listing_id = last_events.listing_id
left join last_turns on presence.listing_id = last_turns.listing_id
where
    {{ in_this_build('presence.listing_id') }}
    and (presence.payload_hash, presence.changed_at, presence.is_open)
    is distinct from (last_events.payload_hash, last_events.occurred_at, last_turns.is_open)

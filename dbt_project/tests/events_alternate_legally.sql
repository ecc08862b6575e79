-- A listing's events begin with opened; it closes only while open, reopens only while closed, opens once. A closing
-- has a reason and nothing else has one.
-- Beside the rest of the build, which fails with it but does not wait for it (see holds.sql).
-- depends_on: {{ ref('mart_source_health') }}
with

-- Materialized, or the ledger would be read twice.
events as materialized (

    select * from {{ ref('stg_events') }}

    where {{ is_in_this_build('listing_id') }}

),

turns as (

    select
        listing_id,
        event_id,
        event,
        lag(event) over (
            partition by listing_id
            order by event_id
        ) as event_before

    from events

    where event != 'changed'

),

begun as (

    select
        listing_id,
        min(event_id) as first_event_id,
        min(event_id) filter (where event = 'opened') as opened_event_id

    from events
    group by listing_id

)

select
    listing_id,
    event_id,
    event
from turns
where
    (event = 'opened' and event_before is not null)
    or (event = 'closed' and event_before not in ('opened', 'reopened'))
    or (event = 'reopened' and event_before != 'closed')
    or (event != 'opened' and event_before is null)

union all

select
    listing_id,
    first_event_id as event_id,
    'not opened first' as event
from begun
where first_event_id is distinct from opened_event_id

union all

select
    listing_id,
    event_id,
    event
from events
where (event = 'closed') != (reason is not null)

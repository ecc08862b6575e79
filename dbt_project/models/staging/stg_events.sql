-- A plain select, like every view here: the planner uses indexes through it, which it cannot through a view with CTEs.
select
    id as event_id,
    listing_id,
    ingest_run_id,
    event,
    reason,
    payload_hash,
    occurred_at,
    {{ utc_day('occurred_at') }} as occurred_on

from {{ source('landing', 'events') }}

-- One plain select, as every view here: the planner finds rows by index through it, and not through one that has CTEs.
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

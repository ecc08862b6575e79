{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

-- After the work list, so that nothing this build counts lies beyond it.
-- depends_on: {{ ref('stg_pending_listings') }}

with

counted as (

    select max(until) as last_at from {{ source('staging', 'counted_until') }}

),

-- What was seen up to the last horizon need not be read again.
events as (

    select max(occurred_at) as last_at

    from {{ ref('stg_events') }}

    where occurred_at > coalesce((select counted.last_at from counted), '-infinity')

),

runs as (

    select max(finished_at) as last_at

    from {{ source('public', 'ingest_runs') }}

    where status in ('success', 'partial')

),

seen as (

    select greatest(counted.last_at, events.last_at, runs.last_at) as as_of

    from counted
    cross join events
    cross join runs

)

select
    as_of,
    {{ utc_day('as_of') }} as as_of_day

from seen

{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

-- After the work list, so that nothing this build counts lies beyond it.
-- depends_on: {{ ref('stg_pending_listings') }}

with

events as (

    select max(occurred_at) as last_at from {{ ref('stg_events') }}

),

runs as (

    select max(finished_at) as last_at

    from {{ source('public', 'ingest_runs') }}

    where status in ('success', 'partial')

),

horizon as (

    select
        greatest(events.last_at, runs.last_at) as as_of,
        {{ utc_day('greatest(events.last_at, runs.last_at)') }} as as_of_day

    from events
    cross join runs

)

select * from horizon

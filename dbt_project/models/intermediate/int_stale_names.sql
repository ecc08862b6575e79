{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

-- After the facts, which note the changes they make.
-- depends_on: {{ ref('int_listing_facts') }}

with

changes as (

    select
        id,
        dimension,
        name,
        day

    from {{ source('staging', 'market_changes') }}
    union all
    select
        cast(null as bigint) as id,
        'all' as dimension,
        '' as name,
        cast('-infinity' as date) as day

    where
        {{ is_full_refresh() }}
        or not exists (select 1 from {{ source('staging', 'counted_until') }})

),

stale as (

    select
        dimension,
        name,
        min(day) as since,
        coalesce(array_agg(id) filter (where id is not null), '{}') as changes

    from changes
    group by dimension, name

)

select * from stale

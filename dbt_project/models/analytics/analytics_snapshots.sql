{{ config(unique_key='id', merge_exclude_columns=['id', 'created_at']) }}

with

by_day as (

    select * from {{ ref('mart_listings_by_day') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

per_source as (

    select
        day,
        jsonb_build_object('source', source) as dimension,
        sum(open_listings) as value

    from by_day
    group by day, source

),

all_sources as (

    select
        day,
        cast('{}' as jsonb) as dimension,
        sum(open_listings) as value

    from by_day
    group by day

),

snapshots as (

    select * from per_source
    union all
    select * from all_sources

),

minted as (

    select
        ops.mint(
            'snapshot', 'market', 'active_jobs', cast(snapshots.day as text), cast(snapshots.dimension as text)
        ) as id,
        cast(null as uuid) as user_id,
        snapshots.day as period_start,
        snapshots.day as period_end,
        cast('active_jobs' as public.analytics_metric) as metric,
        snapshots.value,
        snapshots.dimension,
        horizon.as_of as created_at

    from snapshots
    cross join horizon

),

-- Nothing is deleted in public: what was counted of a source that has since forbidden it goes to 0.
withdrawn as (

    select
        held.id,
        held.user_id,
        held.period_start,
        held.period_end,
        held.metric,
        cast(0 as numeric) as value,
        held.dimension,
        held.created_at

    from {{ this }} as held
    left join minted on held.id = minted.id
    where
        held.user_id is null
        and held.metric = 'active_jobs'
        and minted.id is null

),

market as (

    select * from minted
    union all
    select * from withdrawn

)

{{ changed_rows('market') }}

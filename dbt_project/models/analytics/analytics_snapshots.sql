{{
    config(
        unique_key='id',
        merge_exclude_columns=['id', 'created_at'],
        post_hook=[
            '{{ clear_deleted_applications() }}',
            '{{ store_counted_applications() }}',
            '{{ clear_market_changes() }}',
            '{{ store_counted_until() }}'
        ]
    )
}}

with

horizon as (

    select * from {{ ref('int_horizon') }}

),

openings as (

    select * from {{ ref('int_market_openings') }}

),

stale_names as (

    select * from {{ ref('int_stale_names') }}

),

metrics as (

    select * from openings
    union all
    select * from {{ ref('int_active_applications') }}
    union all
    select * from {{ ref('int_cohort_metrics') }}

),

-- The metrics that this build computed again, with or without a result. The market's openings name theirs by id.
stale as (

    select
        scope,
        metric,
        period_start,
        period_end
    from {{ ref('int_stale_cohorts') }}
    union
    select
        days.user_id as scope,
        'active_jobs' as metric,
        period.period_start,
        period.period_end
    from {{ ref('int_stale_days') }} as days
    inner join lateral {{ periods_ending_on('days.day') }} on period.period_start is not null

),

previous as (

    select snapshots.*

    from {{ this }} as snapshots
    inner join stale
        on
            snapshots.user_id = stale.scope
            and snapshots.period_start = stale.period_start
            and snapshots.period_end = stale.period_end
            and snapshots.metric = cast(stale.metric as public.analytics_metric)
    union all
    select snapshots.*

    from {{ this }} as snapshots
    inner join stale
        on
            stale.scope = {{ market_scope() }}
            and snapshots.period_start = stale.period_start
            and snapshots.period_end = stale.period_end
            and snapshots.metric = cast(stale.metric as public.analytics_metric)
    where snapshots.user_id is null
    union all
    select snapshots.*

    from {{ this }} as snapshots
    inner join openings on snapshots.id = openings.id
    where not exists (
            select 1 from stale_names
            where stale_names.dimension = 'all'
        )
    union all
    select *

    from {{ this }}

    where
        user_id is null
        and metric = 'active_jobs'
        and exists (
            select 1 from stale_names
            where stale_names.dimension = 'all'
        )

),

-- Nothing is deleted in public: a metric that vanished goes to 0, of 0.
compared as (

    select
        coalesce(metrics.id, previous.id) as id,
        coalesce(metrics.user_id, previous.user_id) as user_id,
        coalesce(metrics.period_start, previous.period_start) as period_start,
        coalesce(metrics.period_end, previous.period_end) as period_end,
        coalesce(metrics.metric, previous.metric) as metric,
        coalesce(metrics.value, 0) as value,
        coalesce(metrics.dimension, previous.dimension || '{"n": 0}') as dimension,
        previous.created_at,
        coalesce(metrics.value, previous.value) is not null as has_value,
        previous.value as previous_value,
        previous.dimension as previous_dimension

    from metrics
    full outer join previous on metrics.id = previous.id

)

select
    compared.id,
    compared.user_id,
    compared.period_start,
    compared.period_end,
    compared.metric,
    compared.value,
    compared.dimension,
    coalesce(compared.created_at, horizon.as_of) as created_at
from compared
cross join horizon
where
    compared.has_value
    and (
        compared.value is distinct from compared.previous_value
        or compared.dimension is distinct from compared.previous_dimension
    )
-- A screen reads one person's metrics, which therefore lie side by side.
order by compared.user_id asc, compared.period_end asc, compared.metric asc

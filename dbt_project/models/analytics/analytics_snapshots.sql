{{
    config(
        unique_key='id',
        merge_exclude_columns=['id', 'created_at'],
        post_hook=[
            '{{ forget_uncounted() }}', '{{ remember_counted() }}', '{{ forget_told_changes() }}', '{{ remember_until() }}'
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

due_names as (

    select * from {{ ref('int_due_names') }}

),

figures as (

    select * from openings
    union all
    select * from {{ ref('int_active_applications') }}
    union all
    select * from {{ ref('int_cohort_figures') }}

),

-- The figures this build has looked at, whatever it found, without the market's openings, which tell them all.
due as (

    select
        scope,
        metric,
        period_start,
        period_end
    from {{ ref('int_due_cohorts') }}
    union
    select
        days.user_id as scope,
        'active_jobs' as metric,
        period.period_start,
        period.period_end
    from {{ ref('int_due_days') }} as days
    inner join lateral {{ periods_ending_on('days.day') }} on period.period_start is not null

),

held as (

    select kept.*

    from {{ this }} as kept
    inner join due
        on
            kept.user_id = due.scope
            and kept.period_start = due.period_start
            and kept.period_end = due.period_end
            and kept.metric = cast(due.metric as public.analytics_metric)
    union all
    select kept.*

    from {{ this }} as kept
    inner join due
        on
            due.scope = {{ market_scope() }}
            and kept.period_start = due.period_start
            and kept.period_end = due.period_end
            and kept.metric = cast(due.metric as public.analytics_metric)
    where kept.user_id is null
    union all
    select kept.*

    from {{ this }} as kept
    inner join openings on kept.id = openings.id
    where not exists (
            select 1 from due_names
            where due_names.measure = 'all'
        )
    union all
    select *

    from {{ this }}

    where
        user_id is null
        and metric = 'active_jobs'
        and exists (
            select 1 from due_names
            where due_names.measure = 'all'
        )

),

-- Nothing is deleted in public: what vanished since it was counted goes to 0, of 0.
compared as (

    select
        coalesce(figures.id, held.id) as id,
        coalesce(figures.user_id, held.user_id) as user_id,
        coalesce(figures.period_start, held.period_start) as period_start,
        coalesce(figures.period_end, held.period_end) as period_end,
        coalesce(figures.metric, held.metric) as metric,
        coalesce(figures.value, 0) as value,
        coalesce(figures.dimension, held.dimension || '{"n": 0}') as dimension,
        held.created_at,
        coalesce(figures.value, held.value) is not null as is_figure,
        held.value as value_before,
        held.dimension as dimension_before

    from figures
    full outer join held on figures.id = held.id

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
    compared.is_figure
    and (
        compared.value is distinct from compared.value_before
        or compared.dimension is distinct from compared.dimension_before
    )
-- Whoever looks at figures looks at one person's: these are written side by side.
order by compared.user_id asc, compared.period_end asc, compared.metric asc

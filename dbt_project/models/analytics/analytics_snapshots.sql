{{
    config(
        unique_key='id',
        merge_exclude_columns=['id', 'created_at'],
        post_hook=['{{ forget_uncounted() }}', '{{ remember_counted() }}', '{{ remember_until() }}']
    )
}}

with

horizon as (

    select * from {{ ref('int_horizon') }}

),

figures as (

    select {{ figure_columns() }}
    from {{ ref('int_market_openings') }}
    union all
    select {{ figure_columns() }}
    from {{ ref('int_active_applications') }}
    union all
    select {{ figure_columns() }}
    from {{ ref('int_cohort_figures') }}

),

described as (

    select
        figures.*,
        nullif(figures.scope, {{ market_scope() }}) as user_id,
        jsonb_strip_nulls(jsonb_build_object(
            'source',
            figures.source,
            'title_group',
            figures.title_group,
            'company',
            figures.company,
            'workplace',
            figures.workplace
        )) as named

    from figures

),

minted as (

    select
        ops.mint(
            'snapshot', coalesce(cast(described.user_id as text), 'market'), described.metric,
            case
                when described.period_start = described.period_end then cast(described.period_start as text)
                else described.period_start || '/' || described.period_end
            end,
            cast(described.named as text)
        ) as id,
        described.user_id,
        described.period_start,
        described.period_end,
        cast(described.metric as public.analytics_metric) as metric,
        described.value,
        described.named || jsonb_build_object('n', described.n) as dimension,
        horizon.as_of as created_at

    from described
    cross join horizon

),

-- The figures this build has looked at, whatever it found.
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

looked_at as (

    select held.*

    from {{ this }} as held
    inner join due
        on
            held.user_id = due.scope
            and held.period_start = due.period_start
            and held.period_end = due.period_end
            and held.metric = cast(due.metric as public.analytics_metric)
    union all
    select held.*

    from {{ this }} as held
    inner join due
        on
            due.scope = {{ market_scope() }}
            and held.period_start = due.period_start
            and held.period_end = due.period_end
            and held.metric = cast(due.metric as public.analytics_metric)
    where held.user_id is null
    union all
    select held.*

    from {{ this }} as held

    where
        held.user_id is null
        and held.metric = 'active_jobs'

),

-- Nothing is deleted in public: what vanished since it was counted goes to 0, of 0.
withdrawn as (

    select
        looked_at.id,
        looked_at.user_id,
        looked_at.period_start,
        looked_at.period_end,
        looked_at.metric,
        cast(0 as numeric) as value,
        looked_at.dimension || '{"n": 0}' as dimension,
        looked_at.created_at

    from looked_at
    left join minted on looked_at.id = minted.id

    where minted.id is null

),

snapshots as (

    select * from minted
    union all
    select * from withdrawn

)

{{ changed_rows('snapshots') }}

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

held_openings as (

    select
        *,
        dimension - 'n' as named

    from {{ this }}

    where
        user_id is null
        and metric = 'active_jobs'

),

-- The market's openings of all its days are told in every build: those kept as they are go no further.
news as (

    select described.*

    from described
    left join held_openings
        on
            described.scope = {{ market_scope() }}
            and described.metric = 'active_jobs'
            and described.period_start = held_openings.period_start
            and described.period_end = held_openings.period_end
            and described.named = held_openings.named

    where
        held_openings.id is null
        or described.value != held_openings.value
        or described.n is distinct from cast(held_openings.dimension ->> 'n' as bigint)

),

minted as (

    select
        ops.mint(
            'snapshot', coalesce(cast(news.user_id as text), 'market'), news.metric,
            case
                when news.period_start = news.period_end then cast(news.period_start as text)
                else news.period_start || '/' || news.period_end
            end,
            cast(news.named as text)
        ) as id,
        news.user_id,
        news.period_start,
        news.period_end,
        cast(news.metric as public.analytics_metric) as metric,
        news.value,
        news.named || jsonb_build_object('n', news.n) as dimension,
        horizon.as_of as created_at

    from news
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

),

vanished as (

    select looked_at.*

    from looked_at
    left join minted on looked_at.id = minted.id

    where minted.id is null
    union all
    select
        held_openings.id,
        held_openings.user_id,
        held_openings.period_start,
        held_openings.period_end,
        held_openings.metric,
        held_openings.value,
        held_openings.dimension,
        held_openings.created_at

    from held_openings
    left join described
        on
            described.scope = {{ market_scope() }}
            and described.metric = 'active_jobs'
            and held_openings.period_start = described.period_start
            and held_openings.period_end = described.period_end
            and held_openings.named = described.named

    where described.scope is null

),

-- Nothing is deleted in public: what vanished since it was counted goes to 0, of 0.
withdrawn as (

    select
        id,
        user_id,
        period_start,
        period_end,
        metric,
        cast(0 as numeric) as value,
        dimension || '{"n": 0}' as dimension,
        created_at

    from vanished

),

snapshots as (

    select * from minted
    union all
    select * from withdrawn

)

{{ changed_rows('snapshots') }}

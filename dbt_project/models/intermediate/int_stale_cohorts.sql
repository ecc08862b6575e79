{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

with

horizon as (

    select
        horizon.as_of,
        coalesce(counted.until, '-infinity') as counted_until

    from {{ ref('int_horizon') }} as horizon
    left join {{ source('staging', 'counted_until') }} as counted on true

),

-- Applications whose periods may have ended since metrics were last computed.
recent as (

    select facts.*
    from {{ ref('int_application_facts') }} as facts
    cross join horizon

    where facts.applied_at > horizon.counted_until - interval '100 days'

),

changed as (

    select * from {{ ref('int_changed_applications') }}

),

applied as (

    select
        user_id as scope,
        timezone,
        applied_on,
        true as is_changed
    from changed
    union
    select
        {{ market_scope() }} as scope,
        'UTC' as timezone,
        applied_on_utc as applied_on,
        true as is_changed
    from changed
    where may_aggregate
    union
    select
        user_id as scope,
        timezone,
        applied_on,
        false as is_changed
    from recent
    union
    select
        {{ market_scope() }} as scope,
        'UTC' as timezone,
        applied_on_utc as applied_on,
        false as is_changed
    from recent
    where may_aggregate

),

lengths as (

    select
        'success_rate' as metric,
        {{ success_window() }} as length
    union all
    select
        'avg_response' as metric,
        {{ answer_window() }} as length

),

-- The window of a period that ends before or after these days, in any time zone, did not end since.
windows as (

    select
        lengths.metric,
        lengths.length,
        cast(horizon.counted_until - lengths.length as date) - 2 as ends_from,
        cast(horizon.as_of - lengths.length as date) + 2 as ends_until

    from lengths
    cross join horizon

),

periods as (

    select
        applied.scope,
        windows.metric,
        period.period_start,
        period.period_end,
        bool_or(applied.is_changed) as is_changed,
        max({{ end_of_day('period.period_end', 'applied.timezone') }} + windows.length) as published_at

    from applied
    cross join lateral {{ periods_of('applied.applied_on') }}
    cross join windows

    where
        applied.is_changed
        or period.period_end between windows.ends_from and windows.ends_until
    group by applied.scope, windows.metric, period.period_start, period.period_end

),

stale as (

    select
        periods.scope,
        periods.metric,
        periods.period_start,
        periods.period_end

    from periods
    cross join horizon

    where
        periods.is_changed
        or (periods.published_at > horizon.counted_until and periods.published_at <= horizon.as_of)

)

select * from stale

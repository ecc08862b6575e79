{{
    config(
        materialized='table',
        unlogged=true,
        indexes=[{'columns': ['id'], 'unique': true}]
    )
}}

with

stale as (

    select * from {{ ref('int_stale_days') }}

),

facts as (

    select * from {{ ref('int_application_facts') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

people as (

    select distinct
        user_id,
        timezone

    from facts

),

-- Materialized, or the end of a day would be computed again for every application.
ended as materialized (

    select
        stale.user_id,
        stale.day,
        {{ end_of_day('stale.day', 'people.timezone') }} as ended_at

    from stale
    inner join people on stale.user_id = people.user_id
    cross join horizon

    where {{ end_of_day('stale.day', 'people.timezone') }} <= horizon.as_of

),

active as (

    select
        facts.user_id,
        facts.source,
        facts.title_group,
        facts.company,
        facts.workplace,
        ended.day

    from ended
    inner join facts on ended.user_id = facts.user_id

    where {{ is_in_play('facts', 'ended.ended_at') }}

),

metrics as (

    select
        active.user_id as scope,
        'active_jobs' as metric,
        period.period_start,
        period.period_end,
        active.source,
        active.title_group,
        active.company,
        active.workplace,
        cast(count(*) as numeric) as value,
        count(*) as n

    from active
    inner join lateral {{ periods_ending_on('active.day') }} on period.period_start is not null
    group by
        active.user_id, period.period_start, period.period_end,
        grouping sets ((), (active.source), (active.title_group), (active.company), (active.workplace))
    -- By title and company from the week on: by day there would be a row for every application every day.
    having
        period.period_start < period.period_end
        or (grouping(active.title_group) = 1 and grouping(active.company) = 1)

)

{{ snapshot_rows() }}

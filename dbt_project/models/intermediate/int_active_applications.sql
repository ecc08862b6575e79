{{
    config(
        materialized='table',
        unlogged=true,
        indexes=[{'columns': ['id'], 'unique': true}]
    )
}}

with

due as (

    select * from {{ ref('int_due_days') }}

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

-- Materialized, or each day's end would be worked out once for every application and sign of life.
ended as materialized (

    select
        due.user_id,
        due.day,
        {{ end_of('due.day', 'people.timezone') }} as ended_at

    from due
    inner join people on due.user_id = people.user_id
    cross join horizon

    where {{ end_of('due.day', 'people.timezone') }} <= horizon.as_of

),

in_play as (

    select
        facts.user_id,
        facts.source,
        facts.title_group,
        facts.company,
        facts.workplace,
        ended.day

    from ended
    inner join facts on ended.user_id = facts.user_id

    where {{ in_play('facts', 'ended.ended_at') }}

),

figures as (

    select
        in_play.user_id as scope,
        'active_jobs' as metric,
        period.period_start,
        period.period_end,
        in_play.source,
        in_play.title_group,
        in_play.company,
        in_play.workplace,
        cast(count(*) as numeric) as value,
        count(*) as n

    from in_play
    inner join lateral {{ periods_ending_on('in_play.day') }} on period.period_start is not null
    group by
        in_play.user_id, period.period_start, period.period_end,
        grouping sets ((), (in_play.source), (in_play.title_group), (in_play.company), (in_play.workplace))
    -- By title and company from the week on: by day there would be a row for every application every day.
    having
        period.period_start < period.period_end
        or (grouping(in_play.title_group) = 1 and grouping(in_play.company) = 1)

)

{{ snapshots_of_figures() }}

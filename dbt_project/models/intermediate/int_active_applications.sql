{{ config(materialized='table', unlogged=true) }}

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

signs as (

    select
        facts.*,
        signs.seen_at

    from facts
    cross join
        lateral (
            values (facts.applied_at), (facts.responded_at), (facts.interviewed_at), (facts.offered_at)
        ) as signs (seen_at)

    where signs.seen_at is not null

),

in_play as (

    select distinct
        signs.application_id,
        signs.user_id,
        signs.source,
        signs.title_group,
        signs.company,
        signs.workplace,
        due.day

    from due
    inner join signs on due.user_id = signs.user_id
    cross join horizon

    where
        {{ end_of('due.day', 'signs.timezone') }} <= horizon.as_of
        and signs.seen_at < {{ end_of('due.day', 'signs.timezone') }}
        and signs.seen_at + {{ success_window() }} >= {{ end_of('due.day', 'signs.timezone') }}
        and (signs.rejected_at is null or signs.rejected_at >= {{ end_of('due.day', 'signs.timezone') }})

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

select * from figures

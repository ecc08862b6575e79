{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

with

horizon as (

    select
        horizon.as_of,
        counted.until as counted_until

    from {{ ref('int_horizon') }} as horizon
    left join {{ source('staging', 'counted_until') }} as counted on true

),

facts as (

    select * from {{ ref('int_application_facts') }}

),

changed as (

    select
        *,
        count(*) over (partition by application_id) as states

    from {{ ref('int_changed_applications') }}

),

-- Days on which a changed application was in play as it was counted, and those on which it is as it is now.
active as (

    select
        changed.application_id,
        changed.user_id,
        changed.source,
        changed.title_group,
        changed.company,
        changed.workplace,
        changed.states,
        cast(days.day as date) as day

    from changed
    cross join horizon
    cross join
        lateral generate_series(
            changed.applied_at at time zone changed.timezone - interval '1 day',
            least(
                greatest(changed.applied_at, changed.responded_at, changed.interviewed_at, changed.offered_at)
                + {{ success_window() }},
                horizon.as_of
            ) at time zone changed.timezone + interval '1 day',
            interval '1 day'
        ) as days (day)
    cross join
        lateral (values ({{ end_of_day('cast(days.day as date)', 'changed.timezone') }})) as ends (ended_at)

    where
        ends.ended_at <= case when changed.is_now then horizon.as_of else horizon.counted_until end
        and {{ is_in_play('changed', 'ends.ended_at') }}

),

-- A day that counts as it did changes no metric: an answer keeps an application in play from now on, not before.
changed_days as (

    select
        user_id,
        day

    from active

    where
        states = 1
        or {{ is_full_refresh() }}
    union
    select
        user_id,
        day

    from active

    where
        states > 1
        and not {{ is_full_refresh() }}
    group by application_id, user_id, day, source, title_group, company, workplace
    having count(*) = 1

),

people as (

    select distinct
        facts.user_id,
        facts.timezone

    from facts
    cross join horizon

    where
        greatest(facts.applied_at, facts.responded_at, facts.interviewed_at, facts.offered_at)
        > horizon.counted_until - interval '70 days'

),

-- Days that ended since metrics were last computed, for everyone who has an application in play.
ended_days as (

    select
        people.user_id,
        cast(days.day as date) as day

    from people
    cross join horizon
    cross join
        lateral generate_series(
            horizon.counted_until at time zone people.timezone - interval '1 day',
            horizon.as_of at time zone people.timezone,
            interval '1 day'
        ) as days (day)

    where
        {{ end_of_day('cast(days.day as date)', 'people.timezone') }} > horizon.counted_until
        and {{ end_of_day('cast(days.day as date)', 'people.timezone') }} <= horizon.as_of

),

stale as (

    select * from changed_days
    union
    select * from ended_days

)

select * from stale

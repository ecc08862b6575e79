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

    select * from {{ ref('int_changed_applications') }}

),

-- Days on which a changed application is or was in play: at most the window after each sign of life.
of_changed as (

    select
        changed.user_id,
        cast(days.day as date) as day

    from changed
    cross join horizon
    cross join
        lateral (
            values (changed.applied_at), (changed.responded_at), (changed.interviewed_at), (changed.offered_at)
        ) as signs (seen_at)
    cross join
        lateral generate_series(
            signs.seen_at at time zone changed.timezone - interval '1 day',
            least(signs.seen_at + {{ success_window() }}, horizon.as_of) at time zone changed.timezone
            + interval '1 day',
            interval '1 day'
        ) as days (day)

    where signs.seen_at is not null

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

-- Days that ended since figures were last counted, for everyone who has an application in play.
newly_ended as (

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
        {{ end_of('cast(days.day as date)', 'people.timezone') }} > horizon.counted_until
        and {{ end_of('cast(days.day as date)', 'people.timezone') }} <= horizon.as_of

),

due as (

    select * from of_changed
    union
    select * from newly_ended

)

select * from due

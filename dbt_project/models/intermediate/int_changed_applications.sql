{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

with

facts as (

    select * from {{ ref('int_application_facts') }}

),

counted as (

    select * from {{ source('staging', 'counted_applications') }}

),

before as (

    select counted.*
    from counted
    left join facts on counted.application_id = facts.application_id

    where
        {{ counts_anew() }}
        or facts.application_id is null
        or {{ counted_row('counted') }} is distinct from {{ counted_row('facts') }}

),

after as (

    select facts.*
    from facts
    left join counted on facts.application_id = counted.application_id

    where
        {{ counts_anew() }}
        or counted.application_id is null
        or {{ counted_row('counted') }} is distinct from {{ counted_row('facts') }}

),

changed as (

    select
        application_id,
        user_id,
        timezone,
        source,
        title_group,
        company,
        workplace,
        may_aggregate,
        applied_at,
        applied_on,
        applied_on_utc,
        responded_at,
        interviewed_at,
        offered_at,
        rejected_at
    from before
    union all
    select
        application_id,
        user_id,
        timezone,
        source,
        title_group,
        company,
        workplace,
        may_aggregate,
        applied_at,
        applied_on,
        applied_on_utc,
        responded_at,
        interviewed_at,
        offered_at,
        rejected_at
    from after

)

select * from changed

{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

with

-- Neither is materialized: what differs is read again by its key.
facts as not materialized (

    select * from {{ ref('int_application_facts') }}

),

counted as not materialized (

    select * from {{ source('staging', 'counted_applications') }}

),

differing as (

    select coalesce(counted.application_id, facts.application_id) as application_id
    from counted
    full outer join facts on counted.application_id = facts.application_id

    where
        {{ is_full_refresh() }}
        or counted.application_id is null
        or facts.application_id is null
        or {{ application_row('counted') }} is distinct from {{ application_row('facts') }}

),

earlier as (

    select counted.*
    from counted
    inner join differing on counted.application_id = differing.application_id

),

current_facts as (

    select facts.*
    from facts
    inner join differing on facts.application_id = differing.application_id

),

changed as (

    select
        application_id,
        false as is_now,
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
    from earlier
    union all
    select
        application_id,
        true as is_now,
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
    from current_facts

)

select * from changed

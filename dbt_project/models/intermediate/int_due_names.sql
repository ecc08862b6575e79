{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

-- After the facts, which note what they change.
-- depends_on: {{ ref('int_listing_facts') }}

with

changes as (

    select * from {{ source('staging', 'market_changes') }}

),

companies as (

    select * from {{ ref('companies') }}

),

-- A company that was renamed is asked for by both its names.
called as (

    select
        changes.id,
        changes.measure,
        coalesce(companies.name, changes.name) as known_as,
        changes.day

    from changes
    left join companies on case changes.measure when 'company' then cast(changes.name as uuid) end = companies.id
    union all
    select
        id,
        measure,
        known_as,
        day

    from changes
    where known_as is not null
    union all
    select
        cast(null as bigint) as id,
        'all' as measure,
        '' as known_as,
        {{ of_no_day() }} as day

    where
        {{ counts_anew() }}
        or not exists (select 1 from {{ source('staging', 'counted_until') }})

),

due as (

    select
        measure,
        known_as,
        min(day) as since,
        coalesce(array_agg(id) filter (where id is not null), '{}') as changes

    from called
    group by measure, known_as

)

select * from due

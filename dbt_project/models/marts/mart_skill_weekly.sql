with

counts as (

    select * from {{ ref('int_market_counts') }}

    where measure in ('listing', 'skill')

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

by_week as (

    select
        counts.measure,
        counts.name,
        cast(date_trunc('week', counts.day) as date) as week,
        cast(sum(counts.n) as bigint) as listings

    from counts
    cross join horizon

    where counts.day >= horizon.as_of_day - 371
    group by counts.measure, counts.name, date_trunc('week', counts.day)

),

compared as (

    select
        measure,
        name as skill,
        week,
        listings as new_listings,
        cast(sum(listings) filter (where measure = 'listing') over (partition by week) as bigint) as opened_in_week

    from by_week

),

shares as (

    select
        skill,
        week,
        new_listings,
        opened_in_week,
        cast(cast(new_listings as numeric) / opened_in_week as numeric(7, 6)) as share

    from compared

    where measure = 'skill'

)

select * from shares

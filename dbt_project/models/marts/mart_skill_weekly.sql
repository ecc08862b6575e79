with

listings as (

    select * from {{ ref('int_market_listings') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

counted as (

    select * from {{ ref('int_skill_weeks') }}

    where week is not null

),

weeks as (

    select
        cast(date_trunc('week', listings.opened_at at time zone 'UTC') as date) as week,
        count(*) as opened_in_week

    from listings
    cross join horizon

    where listings.opened_at >= horizon.as_of - interval '371 days'
    group by cast(date_trunc('week', listings.opened_at at time zone 'UTC') as date)

),

shares as (

    select
        counted.skill,
        counted.week,
        counted.listings as new_listings,
        weeks.opened_in_week,
        cast(counted.listings as numeric) / weeks.opened_in_week as share

    from counted
    inner join weeks on counted.week = weeks.week

)

select
    skill,
    week,
    new_listings,
    opened_in_week,
    cast(share as numeric(7, 6)) as share
from shares

with

listings as (

    select
        *,
        cast(date_trunc('week', opened_at at time zone 'UTC') as date) as week
    from {{ ref('int_market_listings') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

listing_tags as (

    select * from {{ ref('job_listing_tags') }}

    where confidence > 0

),

tags as (

    select * from {{ ref('job_tags') }}

    where type = 'skill'

),

recent as (

    select listings.*
    from listings
    cross join horizon

    where listings.opened_at >= horizon.as_of - interval '371 days'

),

weeks as (

    select
        week,
        count(*) as opened_in_week

    from recent
    group by week

),

counted as (

    select
        tags.name as skill,
        recent.week,
        count(*) as new_listings

    from recent
    inner join listing_tags on recent.listing_id = listing_tags.job_listing_id
    inner join tags on listing_tags.job_tag_id = tags.id
    group by tags.name, recent.week

),

shares as (

    select
        counted.skill,
        counted.week,
        counted.new_listings,
        weeks.opened_in_week,
        cast(counted.new_listings as numeric) / weeks.opened_in_week as share

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

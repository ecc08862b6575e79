with

skills as (

    {{ market_counts('skill_counts') }}

),

listings as (

    {{ market_counts('listing_counts') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

by_week as (

    select
        skills.skill,
        cast(date_trunc('week', skills.day) as date) as week,
        cast(sum(skills.listings) as bigint) as new_listings

    from skills
    cross join horizon

    where skills.day >= horizon.as_of_day - 371
    group by skills.skill, date_trunc('week', skills.day)

),

opened as (

    select
        cast(date_trunc('week', listings.day) as date) as week,
        cast(sum(listings.listings) as bigint) as opened_in_week

    from listings
    cross join horizon

    where listings.day >= horizon.as_of_day - 371
    group by date_trunc('week', listings.day)

),

shares as (

    select
        by_week.skill,
        by_week.week,
        by_week.new_listings,
        opened.opened_in_week,
        cast(cast(by_week.new_listings as numeric) / opened.opened_in_week as numeric(7, 6)) as share

    from by_week
    inner join opened on by_week.week = opened.week

)

select * from shares

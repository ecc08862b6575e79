with

events as (

    select * from {{ ref('stg_events') }}

),

listings as (

    select * from {{ ref('int_market_listings') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

counted as (

    select
        events.occurred_on as day,
        listings.source,
        coalesce(listings.country, 'unknown') as country,
        count(*) filter (where events.event = 'opened') as new_listings,
        count(*) filter (where events.event = 'closed') as closed_listings,
        count(*) filter (where events.event = 'changed') as changed_listings,
        count(*) filter (where events.event = 'reopened') as reopened_listings

    from events
    inner join listings
        on
            events.listing_id = listings.listing_id
            and events.occurred_at <= listings.seen_until
    group by events.occurred_on, listings.source, coalesce(listings.country, 'unknown')

),

-- Every day from the first on, so that days without news carry the open listings forward.
days as (

    select
        cast(spine.day as date) as day,
        first_days.source,
        first_days.country

    from (
        select
            source,
            country,
            min(day) as first_day
        from counted
        group by source, country
    ) as first_days
    cross join horizon
    cross join lateral generate_series(
        cast(first_days.first_day as timestamp), cast(horizon.as_of_day as timestamp), interval '1 day'
    ) as spine (day)

),

filled as (

    select
        days.day,
        days.source,
        days.country,
        coalesce(counted.new_listings, 0) as new_listings,
        coalesce(counted.closed_listings, 0) as closed_listings,
        coalesce(counted.changed_listings, 0) as changed_listings,
        coalesce(counted.reopened_listings, 0) as reopened_listings

    from days
    left join counted
        on
            days.day = counted.day
            and days.source = counted.source
            and days.country = counted.country

),

running as (

    select
        day,
        source,
        country,
        cast(
            sum(new_listings + reopened_listings - closed_listings) over (
                partition by source, country
                order by day
            ) as bigint
        ) as open_listings,
        new_listings,
        closed_listings,
        changed_listings,
        reopened_listings

    from filled

)

select * from running

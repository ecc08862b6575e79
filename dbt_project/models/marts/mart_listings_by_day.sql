with

counts as (

    {{ market_counts('event_counts') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

counted as (

    select
        day,
        source,
        country,
        cast(coalesce(sum(events) filter (where event = 'opened'), 0) as bigint) as new_listings,
        cast(coalesce(sum(events) filter (where event = 'closed'), 0) as bigint) as closed_listings,
        cast(coalesce(sum(events) filter (where event = 'changed'), 0) as bigint) as changed_listings,
        cast(coalesce(sum(events) filter (where event = 'reopened'), 0) as bigint) as reopened_listings

    from counts
    group by day, source, country

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

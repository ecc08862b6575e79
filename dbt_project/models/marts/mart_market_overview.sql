with

counts as (

    select * from {{ ref('int_market_counts') }}

    where measure in ('listing', 'open_listing', 'open_paid')

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

counted as (

    select
        counts.source,
        cast(counts.name as jsonb) as name,
        cast(coalesce(sum(counts.n) filter (where counts.measure = 'open_listing'), 0) as bigint) as open_listings,
        cast(coalesce(sum(counts.n) filter (where counts.measure = 'open_paid'), 0) as bigint) as open_with_stated_pay,
        cast(
            coalesce(
                sum(counts.n) filter (where counts.measure = 'listing' and counts.day > horizon.as_of_day - 30), 0
            ) as bigint
        ) as new_listings_30d

    from counts
    cross join horizon
    group by counts.source, counts.name

),

named as (

    select
        source,
        name ->> 0 as country,
        name ->> 1 as workplace_type,
        name ->> 2 as experience_level,
        open_listings,
        open_with_stated_pay,
        new_listings_30d

    from counted

    where
        open_listings > 0
        or new_listings_30d > 0

)

select * from named

with

counts as (

    {{ market_counts('skill_counts') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

demand as (

    select
        counts.skill,
        cast(sum(counts.open_listings) as bigint) as open_listings,
        cast(
            coalesce(sum(counts.listings) filter (where counts.day > horizon.as_of_day - 30), 0) as bigint
        ) as new_listings_30d

    from counts
    cross join horizon
    group by counts.skill

)

select * from demand

with

counts as (

    select * from {{ ref('int_market_counts') }}

    where measure in ('skill', 'open_skill')

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

demand as (

    select
        counts.name as skill,
        cast(coalesce(sum(counts.n) filter (where counts.measure = 'open_skill'), 0) as bigint) as open_listings,
        cast(
            coalesce(
                sum(counts.n) filter (where counts.measure = 'skill' and counts.day > horizon.as_of_day - 30), 0
            ) as bigint
        ) as new_listings_30d

    from counts
    cross join horizon
    group by counts.name

)

select * from demand

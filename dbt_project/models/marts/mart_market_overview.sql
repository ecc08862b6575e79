with

counts as (

    {{ market_counts('listing_counts') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

totals as (

    select
        counts.source,
        counts.country,
        counts.workplace_type,
        counts.experience_level,
        cast(sum(counts.open_listings) as bigint) as open_listings,
        cast(sum(counts.open_with_stated_pay) as bigint) as open_with_stated_pay,
        cast(
            coalesce(sum(counts.listings) filter (where counts.day > horizon.as_of_day - 30), 0) as bigint
        ) as new_listings_30d

    from counts
    cross join horizon
    group by counts.source, counts.country, counts.workplace_type, counts.experience_level

)

select *
from totals
where
    open_listings > 0
    or new_listings_30d > 0

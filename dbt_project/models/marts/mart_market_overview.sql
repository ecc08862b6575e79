with

listings as (

    select * from {{ ref('int_market_listings') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

sources as (

    select * from {{ source('public', 'job_sources') }}

),

-- Counted as they are, and named after that, which is far fewer rows.
counted as (

    select
        listings.job_source_id,
        listings.country,
        listings.workplace_type,
        listings.experience_level,
        count(*) filter (where listings.closed_at is null) as open_listings,
        count(*) filter (
            where
            listings.closed_at is null
            and listings.salary_year_min is not null
            and not listings.salary_is_estimated
        ) as open_with_stated_pay,
        count(*) filter (
            where listings.opened_at >= cast(horizon.as_of_day - 29 as timestamp) at time zone 'UTC'
        ) as new_listings_30d

    from listings
    cross join horizon
    group by listings.job_source_id, listings.country, listings.workplace_type, listings.experience_level

),

named as (

    select
        sources.code as source,
        coalesce(counted.country, 'unknown') as country,
        coalesce(counted.workplace_type, 'unknown') as workplace_type,
        coalesce(counted.experience_level, 'unknown') as experience_level,
        counted.open_listings,
        counted.open_with_stated_pay,
        counted.new_listings_30d

    from counted
    inner join sources on counted.job_source_id = sources.id

    where
        counted.open_listings > 0
        or counted.new_listings_30d > 0

)

select * from named

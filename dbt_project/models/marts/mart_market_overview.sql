with

listings as (

    select * from {{ ref('int_market_listings') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

named as (

    select
        listings.source,
        coalesce(listings.country, 'unknown') as country,
        coalesce(listings.workplace_type, 'unknown') as workplace_type,
        coalesce(listings.experience_level, 'unknown') as experience_level,
        listings.closed_at is null as is_open,
        listings.opened_at >= horizon.as_of - interval '30 days' as is_new,
        listings.salary_year_min is not null and not listings.salary_is_estimated as has_stated_pay

    from listings
    cross join horizon

),

counted as (

    select
        source,
        country,
        workplace_type,
        experience_level,
        count(*) filter (where is_open) as open_listings,
        count(*) filter (where is_open and has_stated_pay) as open_with_stated_pay,
        count(*) filter (where is_new) as new_listings_30d

    from named
    where is_open or is_new
    group by source, country, workplace_type, experience_level

)

select * from counted

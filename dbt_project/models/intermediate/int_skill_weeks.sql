{{ config(materialized='table', unlogged=true) }}

with

listings as (

    select * from {{ ref('int_market_listings') }}

),

listing_skills as (

    select * from {{ ref('int_listing_skills') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

-- Materialized, or the week would be worked out for each skill of a listing.
dated as materialized (

    select
        listings.listing_id,
        case
            when listings.opened_at >= horizon.as_of - interval '371 days'
                then cast(date_trunc('week', listings.opened_at at time zone 'UTC') as date)
        end as week,
        listings.closed_at is null as is_open,
        listings.opened_at >= horizon.as_of - interval '30 days' as is_new

    from listings
    cross join horizon

),

counted as (

    select
        named.skill,
        dated.week,
        count(*) as listings,
        count(*) filter (where dated.is_open) as open_listings,
        count(*) filter (where dated.is_new) as new_listings_30d

    from dated
    inner join listing_skills on dated.listing_id = listing_skills.listing_id
    cross join lateral unnest(listing_skills.skills) as named (skill)
    group by named.skill, dated.week

)

select * from counted

with

listings as (

    select * from {{ ref('int_market_listings') }}

),

listing_tags as (

    select * from {{ ref('job_listing_tags') }}

),

tags as (

    select * from {{ ref('job_tags') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

counted as (

    select
        tags.name as skill,
        count(*) filter (where listings.closed_at is null) as open_listings,
        count(*) filter (where listings.opened_at >= horizon.as_of - interval '30 days') as new_listings_30d

    from listing_tags
    inner join tags on listing_tags.job_tag_id = tags.id
    inner join listings on listing_tags.job_listing_id = listings.listing_id
    cross join horizon

    where
        tags.type = 'skill'
        and listing_tags.confidence > 0
    group by tags.name

)

select * from counted

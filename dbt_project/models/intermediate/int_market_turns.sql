{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

with

events as (

    select * from {{ ref('stg_events') }}

    where event != 'changed'

),

listings as (

    select * from {{ ref('int_market_listings') }}

),

companies as (

    select * from {{ ref('companies') }}

),

counted as (

    select
        events.occurred_on as day,
        listings.title_group,
        listings.company_id,
        coalesce(listings.workplace_type, 'unknown') as workplace,
        sum(case events.event when 'closed' then -1 else 1 end) as change

    from events
    inner join listings
        on
            events.listing_id = listings.listing_id
            and events.occurred_at <= listings.seen_until
    group by
        events.occurred_on,
        grouping sets (
            (listings.title_group), (listings.company_id), (coalesce(listings.workplace_type, 'unknown'))
        )

),

named as (

    select
        counted.day,
        counted.title_group,
        companies.name as company,
        counted.workplace,
        sum(counted.change) as change

    from counted
    left join companies on counted.company_id = companies.id

    where coalesce(counted.title_group, companies.name, counted.workplace) is not null
    group by counted.day, counted.title_group, companies.name, counted.workplace

)

select * from named

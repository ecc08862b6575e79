with

listings as (

    select * from {{ ref('int_market_listings') }}

),

boards as (

    select * from {{ source('public', 'ats_organizations') }}

),

observed as (

    select
        listings.*,
        listings.closed_at is null as is_right_censored,
        coalesce(listings.closed_at, greatest(boards.last_sync_at, listings.updated_at)) as observed_until

    from listings
    inner join boards on listings.ats_organization_id = boards.id

),

lives as (

    select
        listing_id,
        job_source_id,
        source,
        ats_organization_id,
        company_id,
        cluster_id,
        dedupe_hash,
        title_group,
        coalesce(country, 'unknown') as country,
        workplace_type,
        experience_level,
        first_seen_at,
        opened_at,
        closed_at,
        close_reason,
        observed_until,
        cast(extract(epoch from observed_until - opened_at) / 86400 as numeric(10, 3)) as days_open,
        cast(extract(epoch from first_seen_at - opened_at) / 86400 as numeric(10, 3)) as days_unseen,
        is_right_censored,
        versions,
        reopenings

    from observed

)

select * from lives

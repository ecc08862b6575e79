{% set observed_until = 'coalesce(listings.closed_at, greatest(boards.last_sync_at, listings.updated_at))' %}

select
    listings.listing_id,
    listings.job_source_id,
    listings.source,
    listings.ats_organization_id,
    listings.company_id,
    listings.cluster_id,
    listings.dedupe_hash,
    listings.title_group,
    coalesce(listings.country, 'unknown') as country,
    listings.workplace_type,
    listings.experience_level,
    listings.first_seen_at,
    listings.opened_at,
    listings.closed_at,
    listings.close_reason,
    {{ observed_until }} as observed_until,
    cast(extract(epoch from {{ observed_until }} - listings.opened_at) / 86400 as numeric(10, 3)) as days_open,
    cast(extract(epoch from listings.first_seen_at - listings.opened_at) / 86400 as numeric(10, 3)) as days_unseen,
    listings.closed_at is null as is_right_censored,
    listings.versions,
    listings.reopenings

from {{ ref('int_market_listings') }} as listings
inner join {{ source('public', 'ats_organizations') }} as boards on listings.ats_organization_id = boards.id

-- What landed and is no longer on the work list has arrived in job_listings, as of its last event.
select
    presence.listing_id,
    presence.changed_at,
    job_listings.updated_at
from {{ ref('stg_presence') }} as presence
left join {{ ref('job_listings') }} as job_listings on presence.listing_id = job_listings.id
left join {{ source('landing', 'pending') }} as pending on presence.listing_id = pending.listing_id
where
    pending.listing_id is null
    and job_listings.updated_at is distinct from presence.changed_at

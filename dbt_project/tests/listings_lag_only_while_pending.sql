-- What this build worked on has arrived in job_listings, as of its last event. Of the whole ledger: so has what landed
-- and is no longer on the work list.
select
    work.listing_id,
    work.updated_at as arrived_at,
    job_listings.updated_at
from {{ ref('stg_pending_listings') }} as work
left join {{ ref('job_listings') }} as job_listings on work.listing_id = job_listings.id
where job_listings.updated_at is distinct from work.updated_at
union all
select
    presence.listing_id,
    presence.changed_at as arrived_at,
    job_listings.updated_at
from {{ ref('stg_presence') }} as presence
left join {{ ref('job_listings') }} as job_listings on presence.listing_id = job_listings.id
left join {{ source('landing', 'pending') }} as pending on presence.listing_id = pending.listing_id
where
    {{ looks_at_all() }}
    and pending.listing_id is null
    and job_listings.updated_at is distinct from presence.changed_at

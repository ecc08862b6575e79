-- A listing in job_listings is open exactly when presence has it open, unless news of it landed after this build's
-- work list was written.
select
    job_listings.id,
    presence.is_open,
    job_listings.closed_at
from {{ ref('job_listings') }} as job_listings
left join {{ ref('stg_presence') }} as presence on job_listings.id = presence.listing_id
left join {{ source('landing', 'pending') }} as pending on job_listings.id = pending.listing_id
left join {{ ref('stg_pending_listings') }} as work on job_listings.id = work.listing_id
where
    {{ in_this_build('job_listings.id') }}
    and presence.is_open is distinct from (job_listings.closed_at is null)
    and (pending.listing_id is null or work.changed_at = presence.changed_at)

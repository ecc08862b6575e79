-- A listing in job_listings is open exactly when presence has it open: what this build worked on as its work list had
-- it; of the whole ledger all, unless news of it landed since the work list was written.
select
    work.listing_id,
    work.is_open,
    job_listings.closed_at
from {{ ref('stg_pending_listings') }} as work
inner join {{ ref('job_listings') }} as job_listings on work.listing_id = job_listings.id
where work.is_open != (job_listings.closed_at is null)
union all
select
    job_listings.id as listing_id,
    presence.is_open,
    job_listings.closed_at
from {{ ref('job_listings') }} as job_listings
left join {{ ref('stg_presence') }} as presence on job_listings.id = presence.listing_id
left join {{ source('landing', 'pending') }} as pending on job_listings.id = pending.listing_id
left join {{ ref('stg_pending_listings') }} as work on job_listings.id = work.listing_id
where
    {{ looks_at_all() }}
    and presence.is_open is distinct from (job_listings.closed_at is null)
    and (pending.listing_id is null or work.changed_at = presence.changed_at)

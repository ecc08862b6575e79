-- What this build worked on has arrived in job_listings as of its last event: open exactly when presence had it open,
-- and with a signature that is known. Of the whole ledger: so has all that landed and is no longer on the work list.
select work.listing_id
from {{ ref('stg_pending_listings') }} as work
left join {{ ref('job_listings') }} as job_listings on work.listing_id = job_listings.id
left join {{ ref('dedupe_signatures') }} as signatures on job_listings.dedupe_hash = signatures.signature_hash
where
    job_listings.updated_at is distinct from work.updated_at
    or work.is_open != (job_listings.closed_at is null)
    or (job_listings.dedupe_hash is not null and signatures.signature_hash is null)
union all
select presence.listing_id
from {{ ref('stg_presence') }} as presence
left join {{ ref('job_listings') }} as job_listings on presence.listing_id = job_listings.id
left join {{ source('landing', 'pending') }} as pending on presence.listing_id = pending.listing_id
where
    {{ is_audit() }}
    and pending.listing_id is null
    and job_listings.updated_at is distinct from presence.changed_at
union all
select job_listings.id as listing_id
from {{ ref('job_listings') }} as job_listings
left join {{ ref('stg_presence') }} as presence on job_listings.id = presence.listing_id
left join {{ source('landing', 'pending') }} as pending on job_listings.id = pending.listing_id
left join {{ ref('stg_pending_listings') }} as work on job_listings.id = work.listing_id
left join {{ ref('dedupe_signatures') }} as signatures on job_listings.dedupe_hash = signatures.signature_hash
where
    {{ is_audit() }}
    and (
        (job_listings.dedupe_hash is not null and signatures.signature_hash is null)
        or (
            presence.is_open is distinct from (job_listings.closed_at is null)
            and (pending.listing_id is null or work.changed_at = presence.changed_at)
        )
    )

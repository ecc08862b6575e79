select
    listing_id,
    job_source_id,
    ats_organization_id,
    external_id,
    payload_hash,
    is_open,
    changed_at

from {{ source('landing', 'presence') }}

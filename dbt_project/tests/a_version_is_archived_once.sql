-- listing_archives never has two rows for one version. A key guarantees it; the audit looks whether it still does.
select
    job_listing_id,
    payload_hash
from {{ source('public', 'listing_archives') }}
where {{ is_audit() }}
group by job_listing_id, payload_hash
having count(*) > 1

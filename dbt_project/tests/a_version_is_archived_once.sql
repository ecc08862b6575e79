-- listing_archives never has two rows for one version.
select
    job_listing_id,
    payload_hash
from {{ source('public', 'listing_archives') }}
where {{ in_this_build('job_listing_id') }}
group by job_listing_id, payload_hash
having count(*) > 1

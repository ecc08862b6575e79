-- Each listing whose source allows archiving has at least one stored answer: archived, or in the inbox on its way.
select job_listings.id
from {{ ref('job_listings') }} as job_listings
inner join {{ source('public', 'job_sources') }} as sources on job_listings.job_source_id = sources.id
where
    sources.may_archive
    and {{ in_this_build('job_listings.id') }}
    and not exists (
        select 1
        from {{ source('public', 'listing_archives') }} as archives
        where archives.job_listing_id = job_listings.id
    )
    and not exists (
        select 1
        from {{ source('landing', 'inbox') }} as inbox
        where inbox.listing_id = job_listings.id
    )

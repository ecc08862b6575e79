-- Each listing whose source allows archiving has at least one stored answer: archived, or in the inbox on its way.
with

-- Materialized: few are not in the inbox, and only these are looked for among the archived.
not_on_its_way as materialized (

    select
        job_listings.id,
        job_listings.job_source_id

    from {{ ref('job_listings') }} as job_listings

    where
        {{ is_in_this_build('job_listings.id') }}
        and not exists (
            select 1
            from {{ source('landing', 'inbox') }} as inbox
            where inbox.listing_id = job_listings.id
        )

)

select not_on_its_way.id
from not_on_its_way
inner join {{ source('public', 'job_sources') }} as sources on not_on_its_way.job_source_id = sources.id
where
    sources.may_archive
    and not exists (
        select 1
        from {{ source('public', 'listing_archives') }} as archives
        where archives.job_listing_id = not_on_its_way.id
    )

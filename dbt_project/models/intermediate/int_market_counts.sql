-- So that marts wait for the law that listings follow from presence:
-- depends_on: {{ ref('dedupe_signatures') }}
-- depends_on: {{ ref('int_listing_facts') }}

select
    counts.measure,
    counts.day,
    sources.code as source,
    counts.name,
    counts.n

from {{ source('staging', 'listing_counts') }} as counts
inner join {{ source('public', 'job_sources') }} as sources on counts.job_source_id = sources.id

where sources.may_aggregate

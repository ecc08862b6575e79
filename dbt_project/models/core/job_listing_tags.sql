{{ config(unique_key=['job_listing_id', 'job_tag_id']) }}

-- depends_on: {{ ref('job_listings') }}

with

pending as (

    select * from {{ ref('stg_pending_listings') }}

),

tags as (

    select * from {{ ref('int_pending_tags') }}

),

job_tags as (

    select * from {{ ref('job_tags') }}

),

current_tags as (

    select
        tags.listing_id as job_listing_id,
        job_tags.id as job_tag_id,
        tags.confidence,
        tags.source as ingest_source

    from tags
    inner join job_tags
        on
            tags.name = job_tags.name
            and tags.type = job_tags.type

),

previous_tags as (

    select previous.*

    from {{ this }} as previous
    inner join pending on previous.job_listing_id = pending.listing_id

),

-- Nothing is deleted in public: a tag the listing no longer has stays with confidence 0.
compared as (

    select
        coalesce(current_tags.job_listing_id, previous_tags.job_listing_id) as job_listing_id,
        coalesce(current_tags.job_tag_id, previous_tags.job_tag_id) as job_tag_id,
        case when current_tags.job_tag_id is null then 0 else current_tags.confidence end as confidence,
        coalesce(current_tags.ingest_source, previous_tags.ingest_source) as ingest_source,
        previous_tags.confidence as confidence_before,
        previous_tags.ingest_source as ingest_source_before

    from current_tags
    full outer join previous_tags
        on
            current_tags.job_listing_id = previous_tags.job_listing_id
            and current_tags.job_tag_id = previous_tags.job_tag_id

)

select
    job_listing_id,
    job_tag_id,
    cast(confidence as numeric(4, 3)) as confidence,
    ingest_source
from compared
where
    confidence is distinct from confidence_before
    or ingest_source is distinct from ingest_source_before

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

-- Nothing is deleted in public: a tag the listing no longer has stays with confidence 0.
lost_tags as (

    select
        held.job_listing_id,
        held.job_tag_id,
        cast(0 as numeric(4, 3)) as confidence,
        held.ingest_source

    from {{ this }} as held
    inner join pending on held.job_listing_id = pending.listing_id
    left join current_tags
        on
            held.job_listing_id = current_tags.job_listing_id
            and held.job_tag_id = current_tags.job_tag_id
    where current_tags.job_tag_id is null

),

all_tags as (

    select * from current_tags
    union all
    select * from lost_tags

)

{{ changed_rows('all_tags') }}

-- depends_on: {{ ref('int_listing_facts') }}

with

counts as (

    select * from {{ source('staging', 'listing_counts') }}

),

sources as (

    select * from {{ source('public', 'job_sources') }}

),

allowed as (

    select
        counts.measure,
        counts.day,
        sources.code as source,
        counts.name,
        counts.n

    from counts
    inner join sources on counts.job_source_id = sources.id

    where sources.may_aggregate

)

select * from allowed

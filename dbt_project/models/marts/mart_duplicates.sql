with

listings as (

    select * from {{ ref('int_market_listings') }}

    where closed_at is null

),

repeated as (

    select * from {{ ref('int_repeated_signatures') }}

),

sources as (

    select * from {{ source('public', 'job_sources') }}

),

postings as (

    select
        listings.job_source_id,
        nullif(listings.cluster_id, listings.listing_id) as requisition,
        repeated.dedupe_hash as signature,
        count(*) as postings,
        count(listings.dedupe_hash) as signed_postings

    from listings
    left join repeated on listings.dedupe_hash = repeated.dedupe_hash
    group by listings.job_source_id, nullif(listings.cluster_id, listings.listing_id), repeated.dedupe_hash

),

-- Requisition: the employer's own number on one board. Signature: same title, company and place, on whatever board.
-- A listing without a requisition is a cluster of its own, one whose signature is not repeated a job of its own: all
-- of these are gathered in one row.
jobs as (

    select
        job_source_id,
        'requisition' as rule,
        sum(postings) as postings,
        case when requisition is null then sum(postings) else 1 end as jobs
    from postings
    group by job_source_id, requisition
    union all
    select
        job_source_id,
        'signature' as rule,
        sum(signed_postings) as postings,
        case when signature is null then sum(signed_postings) else 1 end as jobs
    from postings
    where signed_postings > 0
    group by job_source_id, signature

),

counted as (

    select
        jobs.rule,
        sources.code as source,
        cast(sum(jobs.postings) as bigint) as open_listings,
        cast(sum(jobs.jobs) as bigint) as jobs,
        cast(sum(jobs.postings) - sum(jobs.jobs) as bigint) as duplicates

    from jobs
    inner join sources on jobs.job_source_id = sources.id
    group by jobs.rule, sources.code

)

select * from counted

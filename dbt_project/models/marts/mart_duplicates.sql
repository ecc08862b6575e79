with

listings as (

    select * from {{ ref('int_market_listings') }}

    where closed_at is null

),

repeated as (

    select * from {{ ref('int_repeated_signatures') }}

),

-- Requisition: the employer's own number on one board. Signature: same title, company and place, on whatever board.
-- A listing without a requisition is a cluster of its own, one whose signature is not repeated a job of its own: all
-- of these are gathered in one row.
jobs as (

    select
        source,
        'requisition' as rule,
        count(*) as postings,
        case when nullif(cluster_id, listing_id) is null then count(*) else 1 end as jobs
    from listings
    group by source, nullif(cluster_id, listing_id)
    union all
    select
        listings.source,
        'signature' as rule,
        count(*) as postings,
        case when repeated.dedupe_hash is null then count(*) else 1 end as jobs
    from listings
    left join repeated on listings.dedupe_hash = repeated.dedupe_hash
    where listings.dedupe_hash is not null
    group by listings.source, repeated.dedupe_hash

),

counted as (

    select
        rule,
        source,
        cast(sum(postings) as bigint) as open_listings,
        cast(sum(jobs) as bigint) as jobs,
        cast(sum(postings) - sum(jobs) as bigint) as duplicates

    from jobs
    group by rule, source

)

select * from counted

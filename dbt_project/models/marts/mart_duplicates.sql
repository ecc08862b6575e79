with

listings as (

    select * from {{ ref('int_market_listings') }}

    where closed_at is null

),

-- Requisition: the employer's own number on one board. Signature: same title, company and place, on whatever board.
-- A listing without a requisition is a cluster of its own; all of these are gathered in the row of no cluster.
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
        source,
        'signature' as rule,
        count(*) as postings,
        1 as jobs
    from listings
    where dedupe_hash is not null
    group by source, dedupe_hash

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

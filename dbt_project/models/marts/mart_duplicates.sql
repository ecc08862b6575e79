with

requisition_postings as (

    select * from {{ ref('int_market_listings') }}

    where
        closed_at is null
        and cluster_id != listing_id

),

open_postings as (

    select * from {{ ref('int_market_listings') }}

    where closed_at is null

),

repeated as (

    select * from {{ ref('int_repeated_signatures') }}

),

counts as (

    {{ market_counts('listing_counts') }}

),

-- Requisition: the employer's own number on one board. Signature: same title, company and place, on whatever board.
-- A listing without a requisition is a cluster of its own, and one whose signature is not repeated a job of its own,
-- so that neither is read.
postings as (

    select
        'requisition' as rule,
        source,
        count(*) - 1 as duplicates
    from requisition_postings
    group by source, cluster_id
    union all
    select
        'signature' as rule,
        open_postings.source,
        count(*) - 1 as duplicates
    from open_postings
    inner join repeated on open_postings.dedupe_hash = repeated.dedupe_hash
    group by open_postings.source, open_postings.dedupe_hash

),

open_by_rule as (

    select
        'requisition' as rule,
        source,
        sum(open_listings) as open_listings
    from counts
    group by source
    having sum(open_listings) > 0
    union all
    select
        'signature' as rule,
        source,
        sum(open_with_signature) as open_listings
    from counts
    group by source
    having sum(open_with_signature) > 0

),

further as (

    select
        rule,
        source,
        sum(duplicates) as duplicates

    from postings
    group by rule, source

),

counted as (

    select
        open_by_rule.rule,
        open_by_rule.source,
        cast(open_by_rule.open_listings as bigint) as open_listings,
        cast(open_by_rule.open_listings - coalesce(further.duplicates, 0) as bigint) as jobs,
        cast(coalesce(further.duplicates, 0) as bigint) as duplicates

    from open_by_rule
    left join further
        on
            open_by_rule.rule = further.rule
            and open_by_rule.source = further.source

)

select * from counted

with

of_requisitions as (

    select * from {{ ref('int_market_listings') }}

    where
        closed_at is null
        and cluster_id != listing_id

),

signed as (

    select * from {{ ref('int_market_listings') }}

    where closed_at is null

),

repeated as (

    select * from {{ ref('int_repeated_signatures') }}

),

counts as (

    select * from {{ ref('int_market_counts') }}

    where measure in ('open_listing', 'open_signed')

),

-- Requisition: the employer's own number on one board. Signature: same title, company and place, on whatever board.
-- A listing without a requisition is a cluster of its own, one whose signature is not repeated a job of its own:
-- nobody need look at these.
postings as (

    select
        'requisition' as rule,
        source,
        count(*) - 1 as further
    from of_requisitions
    group by source, cluster_id
    union all
    select
        'signature' as rule,
        signed.source,
        count(*) - 1 as further
    from signed
    inner join repeated on signed.dedupe_hash = repeated.dedupe_hash
    group by signed.source, signed.dedupe_hash

),

judged as (

    select
        case measure when 'open_listing' then 'requisition' else 'signature' end as rule,
        source,
        sum(n) as open_listings
    from counts
    group by measure, source

),

found as (

    select
        rule,
        source,
        sum(further) as duplicates

    from postings
    group by rule, source

),

counted as (

    select
        judged.rule,
        judged.source,
        cast(judged.open_listings as bigint) as open_listings,
        cast(judged.open_listings - coalesce(found.duplicates, 0) as bigint) as jobs,
        cast(coalesce(found.duplicates, 0) as bigint) as duplicates

    from judged
    left join found
        on
            judged.rule = found.rule
            and judged.source = found.source

)

select * from counted

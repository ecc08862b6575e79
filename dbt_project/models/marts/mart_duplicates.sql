with

listings as (

    select * from {{ ref('int_market_listings') }}

    where closed_at is null

),

-- Requisition: the employer's own number on one board. Signature: same title, company and place, on whatever board.
ruled as (

    select
        source,
        'requisition' as rule,
        cast(cluster_id as text) as job
    from listings
    union all
    select
        source,
        'signature' as rule,
        dedupe_hash as job
    from listings
    where dedupe_hash is not null

),

counted as (

    select
        rule,
        source,
        count(*) as open_listings,
        count(distinct job) as jobs,
        count(*) - count(distinct job) as duplicates

    from ruled
    group by rule, source

)

select * from counted

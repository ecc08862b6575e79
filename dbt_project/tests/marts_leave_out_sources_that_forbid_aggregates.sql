-- No mart names a source whose terms forbid aggregates. Asked for those sources one by one, which reads next to nothing
-- of a mart that leaves them out.
with

forbidden as (

    select code

    from {{ source('public', 'job_sources') }}

    where may_aggregate is distinct from true

)

select forbidden.code
from forbidden
where
    exists (
        select 1 from {{ ref('mart_listings_by_day') }} as named
        where named.source = forbidden.code
    )
    or exists (
        select 1 from {{ ref('mart_market_overview') }} as named
        where named.source = forbidden.code
    )
    or exists (
        select 1 from {{ ref('int_market_listings') }} as named
        where named.source = forbidden.code
    )
    or exists (
        select 1 from {{ ref('mart_listing_life') }} as named
        where named.source = forbidden.code
    )
    or exists (
        select 1 from {{ ref('mart_listing_as_of') }} as named
        where named.source = forbidden.code
    )
    or exists (
        select 1 from {{ ref('mart_lasting_jobs') }} as named
        where named.source = forbidden.code
    )
    or exists (
        select 1 from {{ ref('mart_duplicates') }} as named
        where named.source = forbidden.code
    )
    or exists (
        select 1
        from {{ ref('mart_time_to_fill') }} as curve
        where
            curve.grouped_by = 'source'
            and curve.name = forbidden.code
    )

-- No mart names a source whose terms forbid aggregates. Asked for those sources one by one, which reads next to nothing
-- of a mart that leaves them out; of the marts that are views, a row for each listing, what this build worked on.
with

forbidden as (

    select code

    from {{ source('public', 'job_sources') }}

    where may_aggregate is distinct from true

)

select forbidden.code
from forbidden
where
    {% for mart in ['mart_listings_by_day', 'mart_market_overview', 'mart_lasting_jobs', 'mart_duplicates'] %}
        exists (
            select 1 from {{ ref(mart) }} as named
            where named.source = forbidden.code
        )
        or
    {% endfor %}
    {% for mart in ['mart_listing_life', 'mart_listing_as_of'] %}
        exists (
            select 1 from {{ ref(mart) }} as named
            where
                named.source = forbidden.code
                and {{ is_in_this_build('named.listing_id') }}
        )
        or
    {% endfor %}
    exists (
        select 1
        from {{ ref('mart_time_to_fill') }} as curve
        where
            curve.grouped_by = 'source'
            and curve.name = forbidden.code
    )

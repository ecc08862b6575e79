-- No mart names a source whose terms forbid aggregates.
with

forbidden as (

    select code

    from {{ source('public', 'job_sources') }}

    where may_aggregate is distinct from true

),

named as (

    select distinct source from {{ ref('mart_listings_by_day') }}
    union
    select distinct source from {{ ref('mart_market_overview') }}
    union
    select distinct source from {{ ref('int_market_listings') }}

)

select named.source
from named
inner join forbidden on named.source = forbidden.code

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
    union
    select distinct source from {{ ref('mart_listing_life') }}
    union
    select distinct source from {{ ref('mart_listing_as_of') }}
    union
    select distinct source from {{ ref('mart_lasting_jobs') }}
    union
    select distinct source from {{ ref('mart_duplicates') }}
    union
    select distinct name as source from {{ ref('mart_time_to_fill') }}
    where grouped_by = 'source'

)

select named.source
from named
inner join forbidden on named.source = forbidden.code

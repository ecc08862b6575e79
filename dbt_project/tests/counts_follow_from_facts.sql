-- What is kept of the market's counts is what counting all facts anew gives.
with

signed as (

    select
        1 as sign,
        {{ counted_facts() }}
    from {{ ref('int_listing_facts') }}
    where {{ looks_at_all() }}

),

{{ counts_of_signed() }},

held as (

    select * from {{ source('staging', 'listing_counts') }}

    where {{ looks_at_all() }}

)

select
    held.n as held,
    counts.n as counted
from held
full outer join counts
    on
        held.measure = counts.measure
        and held.day = counts.day
        and held.job_source_id = counts.job_source_id
        and held.name = counts.name
where held.n is distinct from counts.n

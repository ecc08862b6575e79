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

counted as (

    select * from counts

    where
        n != 0
        and name is not null

),

held as (

    select * from {{ source('staging', 'listing_counts') }}

    where {{ looks_at_all() }}

)

select
    held.n as held,
    counted.n as counted
from held
full outer join counted
    on
        held.measure = counted.measure
        and held.day = counted.day
        and held.job_source_id = counted.job_source_id
        and held.name = counted.name
where held.n is distinct from counted.n

with

curve as (

    select * from {{ ref('mart_time_to_fill') }}

),

quartiles as (

    select
        grouped_by,
        name,
        cast(sum(closings + still_open) as bigint) as listings,
        cast(sum(closings) as bigint) as filled,
        min(day) filter (where survival <= 0.75 + 1e-12) as p25,
        min(day) filter (where survival <= 0.5 + 1e-12) as p50,
        min(day) filter (where survival <= 0.25 + 1e-12) as p75

    from curve
    group by grouped_by, name

)

select * from quartiles

with

lifecycles as (

    select * from {{ ref('int_market_lifecycles') }}

),

sources as (

    select * from {{ source('public', 'job_sources') }}

),

-- Left-truncated: a listing is at risk from the day on which it was first seen: had it closed earlier, it
-- would be unknown. One that was closed when first seen says nothing. Whole days open are counted first,
-- which is far fewer rows than there are listings.
durations as (

    select
        job_source_id,
        country,
        title_group,
        cast(date_part('day', first_seen_at - opened_at) as integer) as first_day,
        cast(date_part('day', observed_until - opened_at) as integer) as last_day,
        is_right_censored,
        cast(count(*) as integer) as n

    from lifecycles

    where
        is_right_censored
        or closed_at > first_seen_at
    group by
        job_source_id, country, title_group, is_right_censored,
        cast(date_part('day', first_seen_at - opened_at) as integer),
        cast(date_part('day', observed_until - opened_at) as integer)

),

moved as (

    select
        sources.code as source,
        durations.country,
        durations.title_group,
        moves.day,
        moves.entries,
        moves.closings,
        moves.still_open

    from durations
    inner join sources on durations.job_source_id = sources.id
    cross join
        lateral (
            values
            (durations.first_day, durations.n, 0, 0),
            (
                durations.last_day,
                0,
                case when durations.is_right_censored then 0 else durations.n end,
                case when durations.is_right_censored then durations.n else 0 end
            )
        ) as moves (day, entries, closings, still_open)

),

-- Integers, because sums of anything longer are of type numeric, and slow.
ended as (

    select
        case
            when grouping(source) = 0 then 'source'
            when grouping(country) = 0 then 'country'
            when grouping(title_group) = 0 then 'title_group'
            else 'all'
        end as grouped_by,
        coalesce(source, country, title_group, 'all') as name,
        day,
        cast(sum(entries) as integer) as entries,
        cast(sum(closings) as integer) as closings,
        cast(sum(still_open) as integer) as still_open

    from moved
    group by
        day,
        grouping sets ((), (source), (country), (title_group))

),

risks as (

    select
        *,
        sum(entries) over (partition by grouped_by, name) as listings,
        sum(entries - closings - still_open) over until_then + closings + still_open as at_risk

    from ended
    window until_then as (
        partition by grouped_by, name
        order by day
    )

),

-- Where some only come to be at risk on a day, no curve falls; they are still at risk on the next day with an end.
-- One early listing alone must not bring a curve to 0, so that it begins to fall once five were at risk.
begun as (

    select
        *,
        case when max(at_risk) over (partition by grouped_by, name order by day) >= 5 then closings else 0 end as fallen

    from risks

    where
        listings >= 20
        and closings + still_open > 0

),

curve as (

    select
        grouped_by,
        name,
        day,
        cast(at_risk as bigint) as at_risk,
        cast(closings as bigint) as closings,
        cast(still_open as bigint) as still_open,
        cast(case
            when bool_or(fallen = at_risk) over until_then then 0
            else
                exp(sum(
                    case when fallen < at_risk then ln(1 - cast(fallen as double precision) / at_risk) end
                ) over until_then)
        end as double precision) as survival

    from begun
    window until_then as (
        partition by grouped_by, name
        order by day
    )

)

select * from curve

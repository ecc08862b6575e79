with

lives as (

    select * from {{ ref('int_market_lives') }}

),

lived as (

    select
        source,
        country,
        title_group,
        cast(floor(days_open) as integer) as day,
        is_right_censored

    from lives

),

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
        count(*) filter (where not is_right_censored) as closings,
        count(*) filter (where is_right_censored) as still_open

    from lived
    group by
        day,
        grouping sets ((), (source), (country), (title_group))

),

risks as (

    select
        *,
        sum(closings + still_open) over (partition by grouped_by, name) as listings,
        sum(closings + still_open) over (
            partition by grouped_by, name
            order by day desc
        ) as at_risk

    from ended

),

curve as (

    select
        grouped_by,
        name,
        day,
        cast(at_risk as bigint) as at_risk,
        closings,
        still_open,
        cast(case
            when bool_or(closings = at_risk) over until_then then 0
            else
                exp(sum(
                    case when closings < at_risk then ln(1 - cast(closings as double precision) / at_risk) end
                ) over until_then)
        end as double precision) as survival

    from risks

    where
        listings >= 20
    window until_then as (
        partition by grouped_by, name
        order by day
    )

)

select * from curve

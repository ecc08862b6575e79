{{
    config(
        materialized='table',
        unlogged=true,
        indexes=[{'columns': ['id'], 'unique': true}],
        post_hook='analyze {{ this }} (id)'
    )
}}

with

by_day as (

    select * from {{ ref('mart_listings_by_day') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

companies as (

    select * from {{ ref('companies') }}

),

title_group_counts as (

    {{ market_counts('title_group_counts') }}

),

company_counts as (

    {{ market_counts('company_counts') }}

),

workplace_counts as (

    {{ market_counts('workplace_counts') }}

),

stale as (

    select * from {{ ref('int_stale_names') }}

),

-- The newest day is published as far as it has been seen, a week or a month once it is over.
by_source as (

    select
        period.period_start,
        period.period_end,
        by_day.source,
        sum(by_day.open_listings) as open_listings

    from by_day
    cross join horizon
    inner join lateral {{ periods_ending_on('by_day.day') }} on period.period_start is not null

    where
        period.period_start = period.period_end
        or {{ end_of_day('period.period_end', "'UTC'") }} <= horizon.as_of
    group by
        period.period_start, period.period_end,
        grouping sets ((), (by_day.source))

),

weeks_and_months as (

    select
        by_source.period_start,
        by_source.period_end,
        counted.until is null
        or {{ end_of_day('by_source.period_end', "'UTC'") }} > counted.until
        or 'all' in (select stale.dimension from stale) as is_new

    from by_source
    left join {{ source('staging', 'counted_until') }} as counted on true

    where
        by_source.period_start < by_source.period_end
        and by_source.source is null

),

-- All names where a week or a month is new, otherwise the stale ones.
names as (

    select
        'title_group' as dimension,
        title_group as name,
        day,
        open_change
    from title_group_counts
    union all
    select
        'company' as dimension,
        companies.name,
        company_counts.day,
        company_counts.open_change
    from company_counts
    inner join companies on company_counts.company_id = companies.id
    union all
    select
        'workplace' as dimension,
        workplace as name,
        day,
        open_change
    from workplace_counts

),

-- By how many the open listings of a name changed on a day; two companies may have one name. Days after the last
-- finished week or month change none of them.
changes as (

    select
        dimension,
        name,
        day,
        cast(sum(open_change) as integer) as open_change

    from names

    where
        day <= (select max(weeks_and_months.period_end) from weeks_and_months)
        and (
            (select bool_or(weeks_and_months.is_new) from weeks_and_months)
            or (dimension, name) in (
                select
                    stale.dimension,
                    stale.name
                from stale
            )
        )
    group by dimension, name, day

),

-- Materialized, or it would be computed again for each week and month.
running as materialized (

    select
        dimension,
        name,
        day,
        lead(day) over (
            partition by dimension, name
            order by day
        ) as next_day,
        sum(open_change) over (
            partition by dimension, name
            order by day
        ) as open_listings

    from changes

),

-- Names with at least five open listings. A stale name that has fewer by now gets a row without a value, so that a
-- published value goes to 0.
by_name as (

    select
        ends.period_start,
        ends.period_end,
        running.dimension,
        running.name,
        running.open_listings

    from running
    inner join weeks_and_months as ends
        on
            running.day <= ends.period_end
            and coalesce(running.next_day > ends.period_end, true)

    where
        ends.is_new
        and running.open_listings >= 5
    union all
    select
        ends.period_start,
        ends.period_end,
        stale.dimension,
        stale.name,
        case when running.open_listings >= 5 then running.open_listings end as open_listings

    from stale
    inner join weeks_and_months as ends on stale.since <= ends.period_end
    left join running
        on
            stale.dimension = running.dimension
            and stale.name = running.name
            and ends.period_end >= running.day
            and coalesce(ends.period_end < running.next_day, true)

    where not ends.is_new

),

metrics as (

    select
        {{ market_scope() }} as scope,
        'active_jobs' as metric,
        period_start,
        period_end,
        source,
        cast(null as text) as title_group,
        cast(null as text) as company,
        cast(null as text) as workplace,
        open_listings as value,
        cast(open_listings as bigint) as n
    from by_source
    union all
    select
        {{ market_scope() }} as scope,
        'active_jobs' as metric,
        period_start,
        period_end,
        cast(null as text) as source,
        case dimension when 'title_group' then name end as title_group,
        case dimension when 'company' then name end as company,
        case dimension when 'workplace' then name end as workplace,
        open_listings as value,
        cast(coalesce(open_listings, 0) as bigint) as n
    from by_name

)

{{ snapshot_rows() }}

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

-- The newest day is told as far as it has been seen; a week and a month once they are over.
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
        or {{ end_of('period.period_end', "'UTC'") }} <= horizon.as_of
    group by
        period.period_start, period.period_end,
        grouping sets ((), (by_day.source))

),

weeks_and_months as (

    select
        period_start,
        period_end

    from by_source

    where
        period_start < period_end
        and source is null

),

-- What came after the last week or month that is over changes none of them.
counts as (

    select * from {{ ref('int_market_counts') }}

    where
        measure in ('title_group', 'company', 'workplace')
        and day <= (select max(weeks_and_months.period_end) from weeks_and_months)

),

companies as (

    select * from {{ ref('companies') }}

),

named as (

    select
        counts.day,
        case counts.measure when 'title_group' then counts.name end as title_group,
        companies.name as company,
        case counts.measure when 'workplace' then counts.name end as workplace,
        counts.n

    from counts
    left join companies
        on
            counts.measure = 'company'
            and counts.name = cast(companies.id as text)

),

-- By how many the open listings of a name changed on a day; two companies may go by one name.
turns as (

    select
        day,
        title_group,
        company,
        workplace,
        sum(n) as change

    from named
    group by day, title_group, company, workplace

),

-- Materialized, or it would be worked out anew for each week and month.
running as materialized (

    select
        title_group,
        company,
        workplace,
        day,
        lead(day) over (
            partition by title_group, company, workplace
            order by day
        ) as next_day,
        sum(change) over (
            partition by title_group, company, workplace
            order by day
        ) as open_listings

    from turns

),

-- Of what has many names, those with at least five open listings.
by_name as (

    select
        ends.period_start,
        ends.period_end,
        running.title_group,
        running.company,
        running.workplace,
        running.open_listings

    from running
    inner join weeks_and_months as ends
        on
            running.day <= ends.period_end
            and coalesce(running.next_day > ends.period_end, true)

    where running.open_listings >= 5

),

figures as (

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
        title_group,
        company,
        workplace,
        open_listings as value,
        cast(open_listings as bigint) as n
    from by_name

)

{{ snapshots_of_figures() }}

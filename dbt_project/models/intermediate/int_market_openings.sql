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

due as (

    select * from {{ ref('int_due_names') }}

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
        by_source.period_start,
        by_source.period_end,
        counted.until is null
        or {{ end_of('by_source.period_end', "'UTC'") }} > counted.until
        or 'all' in (select due.measure from due) as is_new

    from by_source
    left join {{ source('staging', 'counted_until') }} as counted on true

    where
        by_source.period_start < by_source.period_end
        and by_source.source is null

),

-- Not materialized: mostly few names of it are looked up.
counts as not materialized (

    select * from {{ ref('int_market_counts') }}

    where measure in ('title_group', 'company', 'workplace')

),

companies as (

    select * from {{ ref('companies') }}

),

due_names as (

    select
        due.measure,
        coalesce(cast(companies.id as text), due.known_as) as name

    from due
    left join companies
        on
            due.measure = 'company'
            and due.known_as = companies.name

),

-- A week or month that is over since figures were last told is counted whole; otherwise what changed is looked up.
looked_at as (

    select counts.*
    from counts
    where (select bool_or(weeks_and_months.is_new) from weeks_and_months)
    union all
    select counts.*
    from due_names
    inner join counts
        on
            due_names.measure = counts.measure
            and due_names.name = counts.name
    where not (select bool_or(weeks_and_months.is_new) from weeks_and_months)

),

-- By how many the open listings of a name changed on a day; two companies may go by one name. What came after the last
-- week or month that is over changes none of them.
turns as (

    select
        looked_at.measure,
        coalesce(companies.name, looked_at.name) as known_as,
        looked_at.day,
        cast(sum(looked_at.n) as integer) as change

    from looked_at
    left join companies
        on
            looked_at.measure = 'company'
            and looked_at.name = cast(companies.id as text)

    where looked_at.day <= (select max(weeks_and_months.period_end) from weeks_and_months)
    group by looked_at.measure, coalesce(companies.name, looked_at.name), looked_at.day

),

-- Materialized, or it would be worked out anew for each week and month.
running as materialized (

    select
        measure,
        known_as,
        day,
        lead(day) over (
            partition by measure, known_as
            order by day
        ) as next_day,
        sum(change) over (
            partition by measure, known_as
            order by day
        ) as open_listings

    from turns

),

-- Of what has many names, those with at least five open listings. A name that changed and has fewer by now is told
-- without a value, so that a figure it had goes to 0.
by_name as (

    select
        ends.period_start,
        ends.period_end,
        running.measure,
        running.known_as,
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
        due.measure,
        due.known_as,
        case when running.open_listings >= 5 then running.open_listings end as open_listings

    from due
    inner join weeks_and_months as ends on due.since <= ends.period_end
    left join running
        on
            due.measure = running.measure
            and due.known_as = running.known_as
            and ends.period_end >= running.day
            and coalesce(ends.period_end < running.next_day, true)

    where not ends.is_new

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
        case measure when 'title_group' then known_as end as title_group,
        case measure when 'company' then known_as end as company,
        case measure when 'workplace' then known_as end as workplace,
        open_listings as value,
        cast(coalesce(open_listings, 0) as bigint) as n
    from by_name

)

{{ snapshots_of_figures() }}

-- The open listings of the newest day, of the overview and of the snapshots are the same number, and it is the number
-- of open rows in the ledger.
with

horizon as (

    select * from {{ ref('int_horizon') }}

),

by_day as (

    select coalesce(sum(by_day.open_listings), 0) as n

    from {{ ref('mart_listings_by_day') }} as by_day
    inner join horizon on by_day.day = horizon.as_of_day

),

overview as (

    select coalesce(sum(open_listings), 0) as n from {{ ref('mart_market_overview') }}

),

snapshots as (

    select coalesce(sum(snapshots.value), 0) as n

    from {{ ref('analytics_snapshots') }} as snapshots
    inner join horizon
        on
            snapshots.period_start = horizon.as_of_day
            and snapshots.period_end = horizon.as_of_day

    where
        snapshots.user_id is null
        and snapshots.metric = 'active_jobs'
        and snapshots.dimension - 'n' = '{}'

),

compared as (

    select
        by_day.n as by_day,
        overview.n as overview,
        snapshots.n as snapshots

    from by_day
    cross join overview
    cross join snapshots

)

select *
from compared
where
    by_day != overview
    or by_day != snapshots

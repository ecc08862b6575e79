with

deliveries as (

    select * from {{ source('ops', 'alert_deliveries') }}

    where
        sent_at is not null
        and seen_at is not null

),

alerts as (

    select * from {{ source('public', 'job_alerts') }}

),

waited as (

    select
        {{ utc_day('deliveries.sent_at') }} as day,
        cast(alerts.frequency as text) as frequency,
        cast(extract(epoch from deliveries.sent_at - deliveries.seen_at) as double precision) as seconds

    from deliveries
    inner join alerts on deliveries.job_alert_id = alerts.id

),

latency as (

    select
        day,
        frequency,
        cast(percentile_cont(0.5) within group (order by seconds) as numeric(12, 1)) as p50_seconds,
        cast(percentile_cont(0.95) within group (order by seconds) as numeric(12, 1)) as p95_seconds,
        count(*) as n

    from waited
    group by day, frequency

)

select * from latency

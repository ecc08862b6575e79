-- How long do people wait for an immediate alert?
select
    day,
    p50_seconds,
    p95_seconds,
    n
from marts.mart_alert_latency
where frequency = 'immediate'
order by day desc
limit 14;

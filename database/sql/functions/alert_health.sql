-- Report per alert frequency how many emails went out since a moment, how long people waited, and what waits now.
-- Counts only, nobody's rows. Only the pipeline and the app may call it; it answers the pipeline and operators.
create or replace function ops.alert_health(moment timestamptz, since timestamptz)
returns table (frequency text, sent bigint, p50_seconds float8, p95_seconds float8, waiting bigint,
    oldest_due timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    with matches as (
        select a.frequency::text as frequency, d.*, m.created_at as written_at, m.not_before,
            coalesce(s.hour, 8) as hour, coalesce(s.weekday, 1) as weekday, c.timezone,
            a.is_active and c.user_id is not null as is_wanted
        from ops.alert_deliveries as d
        join public.job_alerts as a on a.id = d.job_alert_id
        left join ops.alert_accounts as c on c.job_alert_id = a.id
        left join ops.alert_schedules as s on s.job_alert_id = a.id
        left join ops.email_outbox as m on m.id = d.email_id
        where d.sent_at >= since or d.sent_at is null
    ),
    due as (
        select matches.frequency, case
            when sent_at is not null then null
            when email_id is not null then
                case when not_before < '9999-01-01' then
                    case matches.frequency when 'immediate' then seen_at else written_at end
                end
            when not is_wanted then null
            when matches.frequency = 'immediate' then seen_at
            when matched_at < ops.last_report_time(matches.frequency, hour, weekday, timezone, moment) then
                ops.last_report_time(matches.frequency, hour, weekday, timezone, moment)
        end as due_since, extract(epoch from sent_at - seen_at) as seconds, sent_at
        from matches
    )
    select due.frequency, count(sent_at),
        percentile_cont(0.5) within group (order by seconds) filter (where sent_at is not null),
        percentile_cont(0.95) within group (order by seconds) filter (where sent_at is not null),
        count(due_since), min(due_since)
    from due
    where session_user = 'jobledger_pipeline' or ops.is_operator()
    group by due.frequency
$$;

revoke all on function ops.alert_health(timestamptz, timestamptz) from public;

-- Count the listings that wait to be matched with alerts, and say since when the oldest waits.
-- Only the pipeline and the app may call it; it answers the pipeline and operators.
create or replace function ops.alert_queue_health() returns table (waiting bigint, oldest timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select count(*), min(seen_at) from ops.alert_queue
    where session_user = 'jobledger_pipeline' or ops.is_operator()
$$;

revoke all on function ops.alert_queue_health() from public;

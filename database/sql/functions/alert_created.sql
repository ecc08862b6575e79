-- Record a new alert, so that the next run prepares it. Runs as its owner: who makes an alert may not write the record.
-- Called by a trigger on job_alerts.
create or replace function ops.alert_created() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into ops.alert_changes (job_alert_id)
    select id
    from changed;
    return null;
end
$$;

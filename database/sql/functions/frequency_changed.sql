-- Clear the next report time of an alert whose frequency changed, so that it is computed again. Runs as its owner.
-- Called by a trigger on job_alerts.
create or replace function ops.frequency_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update ops.alert_schedules set next_report_at = null where job_alert_id = new.id;
    return null;
end
$$;

-- Clear the next report time of an alert whose hour or weekday changed, so that it is computed again.
-- Called by a trigger on ops.alert_schedules.
create or replace function ops.schedule_changed() returns trigger
language plpgsql as $$
begin
    new.next_report_at := null;
    return new;
end
$$;

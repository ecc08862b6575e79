-- The app sees and writes only the rows of the signed-in user. The pipeline sees every row of what it may read.
-- Functions that run as their owner see every row of the few columns they may read.
alter table ops.alert_schedules enable row level security;

create policy own_rows on ops.alert_schedules to jobledger_app using (job_alert_id in (select id from job_alerts));
create policy pipeline_rows on ops.alert_schedules to jobledger_pipeline using (true);
create policy definer_rows on ops.alert_schedules to jobledger_definer using (true);

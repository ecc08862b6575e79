-- Call ops.alert_created when job_alerts changes.
create trigger alert_created_insert
after insert on job_alerts
referencing new table as changed
for each statement execute function ops.alert_created();

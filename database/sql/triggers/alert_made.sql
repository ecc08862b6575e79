-- Call ops.alert_made when job_alerts changes.
create trigger alert_made_insert
after insert on job_alerts
referencing new table as changed
for each statement execute function ops.alert_made();

-- Call ops.frequency_changed when job_alerts changes.
create trigger frequency_changed
after update of frequency on job_alerts
for each row
when (old.frequency is distinct from new.frequency)
execute function ops.frequency_changed();

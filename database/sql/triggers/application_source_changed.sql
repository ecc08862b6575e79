-- Call ops.application_source_changed when job_sources changes.
create trigger application_source_changed_update
after update on job_sources
referencing old table as old_rows new table as new_rows
for each statement execute function ops.application_source_changed();

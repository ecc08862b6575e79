-- Call ops.application_changed when job_applications changes.
create trigger application_changed_insert
after insert on job_applications
referencing new table as changed
for each statement execute function ops.application_changed();

create trigger application_changed_update
after update on job_applications
referencing new table as changed
for each statement execute function ops.application_changed();

create trigger application_changed_delete
after delete on job_applications
referencing old table as changed
for each statement execute function ops.application_changed();

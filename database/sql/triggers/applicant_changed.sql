-- Call ops.applicant_changed when users changes.
create trigger applicant_changed_update
after update on users
referencing old table as old_rows new table as new_rows
for each statement execute function ops.applicant_changed();

-- Call ops.application_event_changed when application_events changes.
create trigger application_event_changed_insert
after insert on application_events
referencing new table as changed
for each statement execute function ops.application_event_changed();

create trigger application_event_changed_update
after update on application_events
referencing new table as changed
for each statement execute function ops.application_event_changed();

create trigger application_event_changed_delete
after delete on application_events
referencing old table as changed
for each statement execute function ops.application_event_changed();

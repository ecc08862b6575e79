-- Call ops.schedule_changed when ops.alert_schedules changes.
create trigger schedule_changed
before update of hour, weekday on ops.alert_schedules
for each row
when ((old.hour, old.weekday) is distinct from (new.hour, new.weekday))
execute function ops.schedule_changed();

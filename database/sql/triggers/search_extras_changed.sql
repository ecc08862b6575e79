-- Call ops.search_extras_changed when ops.saved_search_extras changes.
create trigger search_extras_changed_insert
after insert on ops.saved_search_extras
referencing new table as changed
for each statement execute function ops.search_extras_changed();

create trigger search_extras_changed_update
after update on ops.saved_search_extras
referencing new table as changed
for each statement execute function ops.search_extras_changed();

create trigger search_extras_changed_delete
after delete on ops.saved_search_extras
referencing old table as changed
for each statement execute function ops.search_extras_changed();

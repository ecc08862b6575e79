-- Call ops.search_changed when saved_searches changes.
create trigger search_changed_update
after update on saved_searches
referencing old table as old_rows new table as new_rows
for each statement execute function ops.search_changed();

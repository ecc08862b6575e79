-- Call ops.practice_item_changed when ops.practice_items changes.
create trigger practice_item_changed_insert
after insert on ops.practice_items
referencing new table as changed
for each statement execute function ops.practice_item_changed();

create trigger practice_item_changed_delete
after delete on ops.practice_items
referencing old table as changed
for each statement execute function ops.practice_item_changed();

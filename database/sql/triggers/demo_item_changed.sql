-- Call ops.demo_item_changed when ops.demo_items changes.
create trigger demo_item_changed_insert
after insert on ops.demo_items
referencing new table as changed
for each statement execute function ops.demo_item_changed();

create trigger demo_item_changed_delete
after delete on ops.demo_items
referencing old table as changed
for each statement execute function ops.demo_item_changed();

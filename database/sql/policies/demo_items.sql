-- The app sees and writes only the rows of the signed-in user.
alter table ops.demo_items enable row level security;

create policy own_rows on ops.demo_items to jobledger_app using (user_id = (select ops.current_user_id()));

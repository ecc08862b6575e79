-- The app sees and writes only the rows of the signed-in user.
alter table ops.application_imports enable row level security;

create policy own_rows on ops.application_imports to jobledger_app using (user_id = (select ops.current_user_id()));

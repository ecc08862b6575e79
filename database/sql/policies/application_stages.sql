-- The app sees and writes only the rows of the signed-in user.
alter table application_stages enable row level security;

create policy own_rows on application_stages to jobledger_app using (user_id = (select ops.current_user_id()));

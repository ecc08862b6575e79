-- The app sees and writes only the rows of the signed-in user.
alter table saved_jobs enable row level security;

create policy own_rows on saved_jobs to jobledger_app using (user_id = (select ops.current_user_id()));

-- The app sees and writes only the rows of the signed-in user.
alter table search_history enable row level security;

create policy own_rows on search_history to jobledger_app using (user_id = (select ops.current_user_id()));

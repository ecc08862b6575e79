-- The app sees and writes only the rows of the signed-in user.
alter table ops.followed_companies enable row level security;

create policy own_rows on ops.followed_companies to jobledger_app using (user_id = (select ops.current_user_id()));

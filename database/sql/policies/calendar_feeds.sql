-- The app sees only the rows of the signed-in user.
-- Sign-in reaches every row, to make and end addresses and to find whose calendar one is.
alter table ops.calendar_feeds enable row level security;

create policy own_rows on ops.calendar_feeds to jobledger_app using (user_id = (select ops.current_user_id()));
create policy auth_rows on ops.calendar_feeds to jobledger_auth using (true);

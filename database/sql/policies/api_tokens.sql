-- The app sees only the rows of the signed-in user.
-- Sign-in reaches every row, to make and end keys and to find whose key a request carries.
alter table ops.api_tokens enable row level security;

create policy own_rows on ops.api_tokens to jobledger_app using (user_id = (select ops.current_user_id()));
create policy auth_rows on ops.api_tokens to jobledger_auth using (true);

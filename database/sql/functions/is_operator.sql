-- Return whether the signed-in user is an operator. Runs as its owner, because the app may not read ops.operators.
-- Only the app may call it.
create or replace function ops.is_operator() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select from ops.operators where user_id = ops.current_user_id())
$$;

revoke all on function ops.is_operator() from public;

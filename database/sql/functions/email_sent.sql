-- Set the time of sending on the matches of an email that was sent. Runs as its owner: the sender may not write
-- matches. Called by a trigger on ops.email_outbox.
create or replace function ops.email_sent() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update ops.alert_deliveries set sent_at = new.sent_at where email_id = new.id;
    return null;
end
$$;

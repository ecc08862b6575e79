-- Record the applications whose timeline changed, so that a build reads no others. Runs as its owner: who changes a
-- timeline may not write the record. Called by triggers on application_events.
create or replace function ops.application_event_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into ops.application_changes (application_id)
    select distinct job_application_id
    from changed;
    return null;
end
$$;

-- Record which applications changed, so that a build reads no others. Runs as its owner: who changes an application
-- may not write the record. Called by triggers on job_applications.
create or replace function ops.application_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into ops.application_changes (application_id)
    select id
    from changed;
    return null;
end
$$;

-- Record the applications that became demo data or are no longer, so that a build counts them accordingly. Runs as its
-- owner: who adds demo data may not write the record. Called by triggers on ops.demo_items.
create or replace function ops.demo_item_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into ops.application_changes (application_id)
    select item_id
    from changed
    where item = 'job_applications';
    return null;
end
$$;

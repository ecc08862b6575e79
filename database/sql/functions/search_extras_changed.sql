-- Record the alerts of a saved search whose further criteria changed. Runs as its owner: who changes a search may not
-- write the record. Called by triggers on ops.saved_search_extras.
create or replace function ops.search_extras_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into ops.alert_changes (job_alert_id)
    select a.id
    from public.job_alerts as a
    where a.saved_search_id in (select saved_search_id
    from changed);
    return null;
end
$$;

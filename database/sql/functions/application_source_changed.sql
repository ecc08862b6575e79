-- Record the applications to a source's listings when its code or permission changes, for the next build.
-- Runs as its owner: who changes a source may not write the record. Called by a trigger on job_sources.
create or replace function ops.application_source_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into ops.application_changes (application_id)
    select a.id
    from new_rows as n
    join old_rows as o using (id)
    join public.job_listings as l on l.job_source_id = n.id
    join public.job_applications as a on a.job_listing_id = l.id
    where (n.code, n.may_aggregate) is distinct from (o.code, o.may_aggregate);
    return null;
end
$$;

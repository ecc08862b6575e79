-- Record the applications of a user whose time zone changed, or who was deleted or restored, for the next build.
-- Runs as its owner: who changes a user may not write the record. Called by a trigger on users.
create or replace function ops.applicant_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into ops.application_changes (application_id)
    select a.id
    from new_rows as n
    join old_rows as o using (id)
    join public.job_applications as a on a.user_id = n.id
    where (n.timezone, n.deleted_at is null) is distinct from (o.timezone, o.deleted_at is null);
    return null;
end
$$;

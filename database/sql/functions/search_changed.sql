-- Record the alerts of a saved search whose criteria changed; other columns, such as when it last ran, change nothing
-- for its alerts. Runs as its owner: who changes a search may not write the record.
-- Called by a trigger on saved_searches.
create or replace function ops.search_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into ops.alert_changes (job_alert_id)
    select a.id
    from new_rows
    join old_rows using (id)
    join public.job_alerts as a on a.saved_search_id = new_rows.id
    where (
        new_rows.query, new_rows.location_text, new_rows.remote_flag, new_rows.salary_min,
        new_rows.salary_max, new_rows.experience_level, new_rows.workplace_type, new_rows.employment_type,
        new_rows.company_exclude, new_rows.keyword_exclude, new_rows.country
    ) is distinct from (
        old_rows.query, old_rows.location_text, old_rows.remote_flag, old_rows.salary_min,
        old_rows.salary_max, old_rows.experience_level, old_rows.workplace_type, old_rows.employment_type,
        old_rows.company_exclude, old_rows.keyword_exclude, old_rows.country
    );
    return null;
end
$$;

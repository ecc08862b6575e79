-- Note both names of a renamed company, so that the next build publishes their metrics again. Runs as its owner: who
-- renames a company may not write the note. Called by a trigger on companies.
create or replace function ops.company_renamed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into staging.market_changes (dimension, name, day)
    values ('company', old.name, '-infinity'), ('company', new.name, '-infinity');
    return null;
end
$$;

-- Note that all metrics of the market are stale, because the permission to aggregate a source changed. Runs as its
-- owner: who changes a source may not write the note. Called by a trigger on job_sources.
create or replace function ops.source_permitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into staging.market_changes (dimension, name, day) values ('all', new.code, '-infinity');
    return null;
end
$$;

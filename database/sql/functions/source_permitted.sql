-- Record that the market must be recounted, because a source's permission to be aggregated changed. Runs as its owner:
-- who changes a source may not write the record. Called by a trigger on job_sources.
create or replace function ops.source_permitted() returns trigger
language plpgsql security definer set search_path = public as $$
begin
    insert into staging.market_changes (measure, name, known_as, day)
    select 'all', new.code, null, '-infinity';
    return null;
end
$$;

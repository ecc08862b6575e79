-- Record the old name of a renamed company, so that a build recounts only what named it. Runs as its owner: who renames
-- a company may not write the record. Called by a trigger on companies.
create or replace function ops.company_renamed() returns trigger
language plpgsql security definer set search_path = public as $$
begin
    insert into staging.market_changes (measure, name, known_as, day)
    select 'company', cast(new.id as text), old.name, '-infinity';
    return null;
end
$$;

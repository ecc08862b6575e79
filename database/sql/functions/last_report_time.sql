-- Return the last time at or before a moment that a report was due; null for immediate alerts. Any role may call it.
-- An hour that a day lacks counts as the one after it; an hour that a day has twice counts once. An unknown time zone
-- counts as UTC.
create or replace function ops.last_report_time(
    frequency text, hour int, weekday int, timezone text, moment timestamptz
) returns timestamptz language plpgsql stable as $$
declare
    zone text := coalesce(timezone, 'UTC');
    step int := case frequency when 'daily' then 1 when 'weekly' then 7 end;
    day date;
    due timestamptz;
begin
    begin
        day := (moment at time zone zone)::date;
    exception when invalid_parameter_value then
        zone := 'UTC';
        day := (moment at time zone zone)::date;
    end;
    if step = 7 then
        day := day - (extract(isodow from day)::int - weekday + 7) % 7;
    end if;
    due := (day + make_time(hour, 0, 0)) at time zone zone;
    if due > moment then
        due := (day - step + make_time(hour, 0, 0)) at time zone zone;
    end if;
    return due;
end $$;

-- Return the last time at or before a moment that a report was due; null for an alert that reports at once.
-- An hour that a day lacks counts as the one after it; an hour that a day has twice counts once. An unknown time zone
-- counts as UTC. The pipeline and the app may call it.
create or replace function ops.last_report_time(
    frequency text, hour int, weekday int, timezone text, moment timestamptz
) returns timestamptz language plpgsql stable as $$
declare
    zone text := coalesce(timezone, 'UTC');
    rule record;
    day date;
    due timestamptz;
begin
    select f.interval_days, f.has_weekday into rule
    from ops.alert_frequencies as f
    where f.frequency = last_report_time.frequency and f.interval_days is not null;
    if not found then
        return null;
    end if;
    begin
        day := (moment at time zone zone)::date;
    exception when invalid_parameter_value then
        zone := 'UTC';
        day := (moment at time zone zone)::date;
    end;
    if rule.has_weekday then
        day := day - (extract(isodow from day)::int - weekday + 7) % 7;
    end if;
    due := (day + make_time(hour, 0, 0)) at time zone zone;
    if due > moment then
        due := (day - rule.interval_days + make_time(hour, 0, 0)) at time zone zone;
    end if;
    return due;
end
$$;

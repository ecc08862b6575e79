-- Return the first time after a moment that a report is due; null for an alert that reports at once.
-- The pipeline and the app may call it.
create or replace function ops.next_report_time(
    frequency text, hour int, weekday int, timezone text, moment timestamptz
) returns timestamptz language sql stable as $$
    select min(due) from (
        select ops.last_report_time(
            next_report_time.frequency, hour, weekday, timezone, moment + days * interval '1 day'
        ) as due
        from ops.alert_frequencies as f, generate_series(1, f.interval_days + 1) as days
        where f.frequency = next_report_time.frequency
    ) as report_times
    where due > moment
$$;

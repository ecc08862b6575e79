-- Return the first time after a moment that a report is due; null for immediate alerts. Any role may call it.
create or replace function ops.next_report_time(
    frequency text, hour int, weekday int, timezone text, moment timestamptz
) returns timestamptz language sql stable as $$
    select min(due) from (
        select ops.last_report_time(frequency, hour, weekday, timezone, moment + days * interval '1 day') as due
        from generate_series(1, case frequency when 'weekly' then 8 else 2 end) as days
    ) as coming
    where due > moment
$$;

-- List how often an alert may report. Without an interval it reports at once; with a weekday it reports on that day.
-- The only place that says so: report times and the alert form follow from it.
create or replace view ops.alert_frequencies as
select frequency, interval_days, has_weekday
from (
    values
        ('immediate', null::int, false),
        ('daily', 1, false),
        ('weekly', 7, true)
) as rules (frequency, interval_days, has_weekday);

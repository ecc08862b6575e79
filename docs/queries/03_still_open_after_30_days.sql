-- What share of each source's jobs is still open after 30 days? Read off the Kaplan-Meier curve.
select distinct on (name)
    name as source,
    day,
    at_risk,
    round(cast(survival as numeric), 3) as share_still_open
from marts.mart_time_to_fill
where
    grouped_by = 'source'
    and day <= 30
order by name asc, day desc;

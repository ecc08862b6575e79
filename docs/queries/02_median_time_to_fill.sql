-- In which countries are jobs filled fastest? A null means that half are not filled yet.
select
    name as country,
    listings,
    filled,
    p25,
    p50 as median_days,
    p75
from marts.mart_time_to_fill_quartiles
where grouped_by = 'country'
order by p50 nulls last, listings desc
limit 20;

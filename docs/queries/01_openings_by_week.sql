-- How many jobs were open at the end of each of the last eight weeks?
select
    cast(date_trunc('week', day) as date) as week,
    sum(open_listings) filter (where extract(isodow from day) = 7) as open_on_sunday,
    sum(new_listings) as new_listings,
    sum(closed_listings) as closed_listings
from marts.mart_listings_by_day
group by 1
order by week desc
limit 8;

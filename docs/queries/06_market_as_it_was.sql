-- What did the market look like seven days before the newest day: open jobs by workplace, with the facts of then?
select
    coalesce(workplace_type, 'not stated') as workplace,
    count(*) as open_listings
from marts.mart_listing_as_of
cross join (select max(day) - 7 as day from marts.mart_listings_by_day) as asked
where
    is_open
    and valid_from < asked.day + 1
    and (valid_to is null or valid_to >= asked.day + 1)
group by 1
order by open_listings desc;

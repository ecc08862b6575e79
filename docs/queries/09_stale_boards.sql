-- Which boards have not been fetched completely for a day or more, measured from the newest fetch?
select
    source,
    board,
    last_complete_fetch_at,
    sync_status,
    open_listings
from marts.mart_source_health
where
    is_active
    and (
        last_complete_fetch_at is null
        or last_complete_fetch_at < (select max(last_complete_fetch_at) from marts.mart_source_health) - interval '1 day'
    )
order by last_complete_fetch_at nulls first
limit 20;

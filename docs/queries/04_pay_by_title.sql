-- What do the most advertised titles pay, where the advertisement says so?
select
    title_group,
    country,
    currency,
    p25,
    p50 as median,
    p75,
    n
from marts.mart_pay_by_title
where not is_estimated
order by n desc, title_group
limit 20;

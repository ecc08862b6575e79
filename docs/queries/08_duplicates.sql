-- How much larger does the market look than it is, by the rule that recognises a second posting?
select
    rule,
    sum(open_listings) as open_listings,
    sum(duplicates) as duplicates,
    round(100.0 * sum(duplicates) / sum(open_listings), 1) as percent
from marts.mart_duplicates
group by rule
order by rule;

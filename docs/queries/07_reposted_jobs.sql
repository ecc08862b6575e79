-- Which employers post the same job again and again?
select
    company,
    count(*) as jobs,
    sum(postings) as postings,
    sum(reopenings) as reopenings,
    round(max(days_since_first)) as longest_days
from marts.mart_lasting_jobs
where is_reposted
group by company
order by jobs desc, company
limit 20;

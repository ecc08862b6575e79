-- Which skills are named by a larger share of new jobs than four weeks before?
select
    latest.skill,
    latest.week,
    latest.share as share_now,
    earlier.share as share_before,
    latest.share - earlier.share as change
from marts.mart_skill_weekly as latest
inner join marts.mart_skill_weekly as earlier
    on
        latest.skill = earlier.skill
        and latest.week = earlier.week + 28
where latest.week = (select max(week) - 7 from marts.mart_skill_weekly)
order by change desc
limit 15;

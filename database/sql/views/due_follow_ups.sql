-- List follow-ups that nobody was reminded of yet, of accounts with a confirmed address. Demo data is left out.
create or replace view ops.due_follow_ups as
select a.id as job_application_id, a.user_id, u.timezone, a.follow_up_at,
    coalesce(a.listing_snapshot ->> 'title', l.title) as title,
    coalesce(a.listing_snapshot ->> 'company', c.name) as company
from job_applications as a
join users as u on u.id = a.user_id and u.deleted_at is null and u.email_verified_at is not null
left join job_listings as l on l.id = a.job_listing_id
left join companies as c on c.id = coalesce(a.company_id, l.company_id)
where a.deleted_at is null and a.follow_up_at is not null and not exists (
    select from ops.follow_up_reminders as r where r.job_application_id = a.id and r.follow_up_at = a.follow_up_at
) and not exists (
    select from ops.demo_items as p
    where p.user_id = a.user_id and p.item = 'job_applications' and p.item_id = a.id
);

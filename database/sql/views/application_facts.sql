-- List what metrics need of every application; notes, addresses and texts stay with the person. Demo data is left out.
-- Title, company and workplace are those the application was saved with, so that a listing that changes later changes
-- no metric. A card moved to Interviewing or Offer counts like the interview or offer; without either, the answer does.
create or replace view ops.application_facts as
select a.id as application_id, a.user_id, coalesce(u.timezone, 'UTC') as timezone, a.status, a.applied_at,
    a.response_at,
    coalesce(s.interview_at, case when a.status = 'interviewing' or s.was_interviewing then answer.at end)
        as first_interview_at,
    coalesce(s.offer_at, case when a.status = 'offer' or s.was_offered then answer.at end) as first_offer_at,
    case when a.status = 'rejected' then coalesce(s.rejected_at, answer.at, a.applied_at) end as rejected_at,
    a.job_listing_id,
    a.listing_snapshot ->> 'title' as title,
    a.listing_snapshot ->> 'company' as company,
    a.listing_snapshot ->> 'workplace_type' as workplace_type,
    coalesce(j.code, a.source) as source,
    coalesce(j.may_aggregate, true) as may_aggregate,
    a.created_at, a.updated_at
from job_applications as a
join users as u on u.id = a.user_id and u.deleted_at is null
left join job_listings as l on l.id = a.job_listing_id
left join job_sources as j on j.id = l.job_source_id
cross join lateral (select case when a.response_at >= a.applied_at then a.response_at end as at) as answer
left join lateral (
    select
        min(e.occurred_at) filter (
            where e.event_type = 'interview' or e.payload ->> 'status_to' = 'interviewing') as interview_at,
        min(e.occurred_at) filter (where e.event_type = 'offer' or e.payload ->> 'status_to' = 'offer') as offer_at,
        max(e.occurred_at) filter (where e.payload ->> 'status_to' = 'rejected') as rejected_at,
        bool_or(e.payload ->> 'status_from' = 'interviewing') as was_interviewing,
        bool_or(e.payload ->> 'status_from' = 'offer') as was_offered
    from application_events as e
    where e.job_application_id = a.id and e.occurred_at >= a.applied_at
) as s on true
where a.deleted_at is null and not exists (
    select from ops.demo_items as p
    where p.user_id = a.user_id and p.item = 'job_applications' and p.item_id = a.id
);

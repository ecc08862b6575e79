-- State the facts of applications that metrics are computed from, once, for two readers.
-- ops.user_application_facts is for the app: row-level security shows each user's own applications.
-- ops.application_facts is for the pipeline: it adds the time zone, and leaves out demo data and deleted accounts. It
-- has its owner's rights, because the pipeline may not read applications: notes, addresses and texts stay with people.
--
-- Title, company and workplace are those the application was saved with, so that a listing that changes later changes
-- no metric. Answers, interviews and offers before applied_at are ignored. A card moved to Interviewing or Offer counts
-- like the interview or offer; without either, the answer does. Not more than eight relations are joined, so that
-- PostgreSQL still begins with the few applications that a reader asks for (join_collapse_limit).
do $do$
declare
    facts constant text := $facts$
        select
            a.id as application_id,
            a.user_id,
            a.status,
            coalesce(
                (select meaning.outcome from ops.stage_statuses as meaning where meaning.stage_id = a.stage_id),
                case
                    when a.status in ('rejected', 'interviewing', 'offer') then cast(a.status as text)
                    when a.applied_at is null then 'planned'
                    when a.response_at is not null then 'answered'
                    else 'waiting'
                end
            ) as standing,
            a.applied_at,
            answer.answered_at as responded_at,
            coalesce(
                entries.interview_at,
                case when a.status = 'interviewing' or entries.was_interviewing then answer.answered_at end
            ) as interviewed_at,
            coalesce(
                entries.offer_at, case when a.status = 'offer' or entries.was_offered then answer.answered_at end
            ) as offered_at,
            case
                when a.status = 'rejected' then coalesce(entries.rejected_at, answer.answered_at, a.applied_at)
            end as rejected_at,
            (
                select max(e.occurred_at)
                from ops.stage_statuses as meaning
                join application_stages as stage on stage.id = meaning.stage_id
                join application_events as e on e.job_application_id = a.id
                where
                    meaning.stage_id = a.stage_id
                    and meaning.outcome = 'withdrawn'
                    and (e.payload ->> 'outcome_to' = 'withdrawn' or e.payload ->> 'to' = stage.name)
            ) as withdrawn_at,
            coalesce(entries.was_planned, false) or (a.applied_at is null and a.status = 'planned') as was_planned,
            coalesce(a.response_at < a.applied_at, false) as is_misdated,
            a.applied_at is not null
                and a.response_at is null
                and a.status in ('interviewing', 'offer', 'rejected') as has_no_answer_date,
            a.job_listing_id,
            coalesce(nullif(coalesce(source.code, a.source), ''), 'unknown') as source,
            source.name as source_name,
            coalesce(source.may_aggregate, true) as may_aggregate,
            a.listing_snapshot ->> 'title' as title,
            coalesce(nullif(btrim(a.listing_snapshot ->> 'company'), ''), 'unknown') as company,
            coalesce(a.listing_snapshot ->> 'workplace_type', 'unknown') as workplace,
            a.created_at,
            a.updated_at
        from job_applications as a
        left join job_listings as listing on listing.id = a.job_listing_id
        left join job_sources as source on source.id = listing.job_source_id
        cross join lateral (
            select case when a.response_at >= a.applied_at then a.response_at end as answered_at
        ) as answer
        left join lateral (
            select
                min(e.occurred_at) filter (
                    where e.occurred_at >= a.applied_at
                    and (e.event_type = 'interview' or e.payload ->> 'status_to' = 'interviewing')
                ) as interview_at,
                min(e.occurred_at) filter (
                    where e.occurred_at >= a.applied_at
                    and (e.event_type = 'offer' or e.payload ->> 'status_to' = 'offer')
                ) as offer_at,
                max(e.occurred_at) filter (
                    where e.occurred_at >= a.applied_at and e.payload ->> 'status_to' = 'rejected'
                ) as rejected_at,
                bool_or(e.occurred_at >= a.applied_at and e.payload ->> 'status_from' = 'interviewing')
                    as was_interviewing,
                bool_or(e.occurred_at >= a.applied_at and e.payload ->> 'status_from' = 'offer') as was_offered,
                bool_or(
                    e.payload ->> 'status_from' = 'planned'
                    or (e.payload ->> 'kind' = 'created' and e.payload ->> 'status_to' = 'planned')
                ) as was_planned
            from application_events as e
            where e.job_application_id = a.id
        ) as entries on true
        where a.deleted_at is null
    $facts$;
begin
    execute 'create or replace view ops.user_application_facts with (security_invoker) as ' || facts;
    execute format(
        $view$
            create or replace view ops.application_facts as
            select facts.*, coalesce(u.timezone, 'UTC') as timezone
            from (%s) as facts
            join users as u on u.id = facts.user_id and u.deleted_at is null
            where not exists (
                select from ops.demo_items as d
                where d.user_id = facts.user_id and d.item = 'job_applications' and d.item_id = facts.application_id
            )
        $view$,
        facts
    );
end
$do$;

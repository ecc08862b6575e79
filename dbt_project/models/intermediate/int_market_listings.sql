with

facts as (

    select * from {{ ref('int_listing_facts') }}

),

sources as (

    select * from {{ source('public', 'job_sources') }}

),

allowed as (

    select
        facts.listing_id,
        facts.ats_organization_id,
        facts.company_id,
        facts.cluster_id,
        facts.dedupe_hash,
        facts.title_group,
        facts.country,
        facts.workplace_type,
        facts.experience_level,
        facts.currency,
        facts.salary_year_min,
        facts.salary_year_max,
        facts.salary_is_estimated,
        facts.first_seen_at,
        facts.opened_at,
        facts.closed_at,
        facts.close_reason,
        facts.versions,
        facts.reopenings,
        facts.seen_until,
        facts.updated_at,
        sources.code as source

    from facts
    inner join sources on facts.job_source_id = sources.id

    where sources.may_aggregate

)

select * from allowed

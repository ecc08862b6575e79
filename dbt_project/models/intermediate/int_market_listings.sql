-- So that marts wait for the test listings_follow_from_presence:
-- depends_on: {{ ref('dedupe_signatures') }}

-- A left join for the code and a list for the rule, so that a reader without the code needs no join.
select
    facts.listing_id,
    facts.job_source_id,
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
    facts.updated_at,
    sources.code as source

from {{ ref('int_listing_facts') }} as facts
left join {{ source('public', 'job_sources') }} as sources on facts.job_source_id = sources.id

where
    facts.job_source_id = any(array(
        select allowed.id
        from {{ source('public', 'job_sources') }} as allowed
        where allowed.may_aggregate
    ))

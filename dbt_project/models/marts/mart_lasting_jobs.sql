with

lives as (

    select
        *,
        coalesce(dedupe_hash, cast(listing_id as text)) as job
    from {{ ref('int_market_lives') }}

),

companies as (

    select * from {{ ref('companies') }}

),

sources as (

    select * from {{ source('public', 'job_sources') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

repeated as (

    select * from {{ ref('int_repeated_signatures') }}

),

-- What may be re-posted or open for long, so that jobs are put together of these few only.
postings as (

    select lives.*

    from lives
    cross join horizon
    left join repeated on lives.dedupe_hash = repeated.dedupe_hash

    where
        repeated.dedupe_hash is not null
        or lives.reopenings > 0
        or (lives.is_right_censored and lives.opened_at <= horizon.as_of - interval '89 days')

),

jobs as (

    select
        ats_organization_id,
        job,
        cast(min(cast(job_source_id as text)) as uuid) as job_source_id,
        min(title_group) as title_group,
        cast(min(cast(company_id as text)) as uuid) as company_id,
        min(country) as country,
        count(distinct cluster_id) as postings,
        cast(sum(reopenings) as bigint) as reopenings,
        min(opened_at) as first_opened_at,
        max(opened_at) as last_opened_at,
        bool_or(is_right_censored) as is_open,
        cast(extract(epoch from max(observed_until) - min(opened_at)) / 86400 as numeric(10, 3)) as days_since_first

    from postings
    group by ats_organization_id, job

),

lasting as (

    select
        jobs.ats_organization_id,
        jobs.job,
        sources.code as source,
        companies.name as company,
        jobs.title_group,
        jobs.country,
        jobs.postings,
        jobs.reopenings,
        jobs.first_opened_at,
        jobs.last_opened_at,
        jobs.is_open,
        jobs.days_since_first,
        jobs.reopenings > 0 or (jobs.postings > 1 and jobs.last_opened_at >= jobs.first_opened_at + interval '14 days')
            as is_reposted,
        jobs.is_open and jobs.days_since_first >= 90 as is_long_open

    from jobs
    inner join sources on jobs.job_source_id = sources.id
    left join companies on jobs.company_id = companies.id

)

select *
from lasting
where
    is_reposted
    or is_long_open

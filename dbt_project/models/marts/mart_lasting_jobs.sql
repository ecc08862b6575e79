with

companies as (

    select * from {{ ref('companies') }}

),

sources as (

    select * from {{ source('public', 'job_sources') }}

),

repeated as (

    select * from {{ ref('int_repeated_signatures') }}

),

-- Only listings that may be reposted or open for long, each kind found by an index of the facts. The time is a
-- constant, because the planner would otherwise expect a third of the ledger to be that old.
of_repeated_signatures as (

    select lifecycles.*

    from {{ ref('int_market_lifecycles') }} as lifecycles
    inner join repeated on lifecycles.dedupe_hash = repeated.dedupe_hash

),

reopened as (

    select * from {{ ref('int_market_lifecycles') }}

    where reopenings > 0

),

open_for_long as (

    select * from {{ ref('int_market_lifecycles') }}

    where
        is_right_censored
        and opened_at <= {{ as_of() }} - interval '89 days'

),

postings as (

    select
        *,
        coalesce(dedupe_hash, cast(listing_id as text)) as job

    from (
        select * from of_repeated_signatures
        union
        select * from reopened
        union
        select * from open_for_long
    ) as of_interest

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

long_open_jobs as (

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
from long_open_jobs
where
    is_reposted
    or is_long_open

{{ config(materialized='view') }}

select
    versions.listing_id,
    sources.code as source,
    versions.valid_from,
    versions.valid_to,
    versions.is_open,
    versions.payload_hash,
    versions.title,
    versions.title_group,
    versions.company_id,
    coalesce(versions.country, 'unknown') as country,
    versions.workplace_type,
    versions.experience_level,
    versions.currency,
    cast(versions.salary_year_min as numeric(14, 2)) as salary_year_min,
    cast(versions.salary_year_max as numeric(14, 2)) as salary_year_max,
    versions.salary_is_estimated

from {{ ref('int_listing_versions') }} as versions
inner join {{ source('public', 'job_sources') }} as sources on versions.job_source_id = sources.id

where
    sources.may_aggregate
    -- Two events of one fetch: the later one holds.
    and versions.valid_to is distinct from versions.valid_from

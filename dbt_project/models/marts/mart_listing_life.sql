{{ config(materialized='view') }}

select
    listing_id,
    source,
    ats_organization_id,
    company_id,
    cluster_id,
    country,
    workplace_type,
    experience_level,
    first_seen_at,
    opened_at,
    closed_at,
    close_reason,
    observed_until,
    days_open,
    is_right_censored,
    versions,
    reopenings
from {{ ref('int_market_lifecycles') }}

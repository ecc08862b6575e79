{{ config(unique_key='id', merge_exclude_columns=['id', 'created_at']) }}

-- depends_on: {{ ref('locations') }}
-- depends_on: {{ ref('companies') }}

with

pending as (

    select * from {{ ref('stg_pending_listings') }}

),

closings as (

    select * from {{ ref('int_pending_closings') }}

),

parsed as (

    select * from {{ source('staging', 'listings') }}

),

inbox as (

    select * from {{ source('landing', 'inbox') }}

),

merged as (

    select
        pending.listing_id as id,
        pending.external_id,
        pending.job_source_id,
        pending.ats_organization_id,
        pending.company_id,
        pending.location_id,
        pending.title,
        parsed.description,
        pending.url,
        pending.posted_at,
        pending.first_seen_at as ingested_at,
        pending.expires_at,
        pending.salary_min,
        pending.salary_max,
        pending.currency,
        pending.salary_period,
        pending.salary_is_estimated,
        coalesce(pending.workplace_type = 'remote', pending.is_remote) as is_remote,
        pending.workplace_type,
        pending.employment_type,
        pending.experience_level,
        pending.department,
        closings.closed_at,
        closings.close_reason,
        pending.requisition_key,
        case
            when pending.requisition_key is null then pending.listing_id
            else
                ops.mint(
                    'cluster', cast(pending.ats_organization_id as text), pending.requisition_key
                )
        end as cluster_id,
        coalesce(inbox.payload, previous.raw_payload) as raw_payload,
        pending.signature_hash as dedupe_hash,
        pending.captured_at as created_at,
        pending.updated_at

    from pending
    inner join parsed
        on
            pending.listing_id = parsed.listing_id
            and pending.payload_hash = parsed.payload_hash
    left join closings on pending.listing_id = closings.listing_id
    left join inbox
        on
            pending.listing_id = inbox.listing_id
            and pending.payload_hash = inbox.payload_hash
    left join {{ this }} as previous on pending.listing_id = previous.id

)

{{ changed_rows('merged') }}

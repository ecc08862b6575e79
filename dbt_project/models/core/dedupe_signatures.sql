{{ config(unique_key='signature_hash') }}

-- depends_on: {{ ref('companies') }}

with

pending as (

    select * from {{ ref('stg_pending_listings') }}

),

sighted as (

    select
        signature_hash,
        company_id,
        signature_title as title_text,
        signature_location as location_text,
        min(captured_at) over (partition by signature_hash) as first_seen_at,
        max(case when is_open then updated_at else captured_at end) over (
            partition by signature_hash
        ) as last_seen_at,
        row_number() over (partition by signature_hash order by captured_at asc, listing_id asc) as nth

    from pending

    where signature_hash is not null

),

widened as (

    select
        sighted.signature_hash,
        coalesce(held.company_id, sighted.company_id) as company_id,
        coalesce(held.title_text, sighted.title_text) as title_text,
        coalesce(held.location_text, sighted.location_text) as location_text,
        least(held.first_seen_at, sighted.first_seen_at) as first_seen_at,
        greatest(held.last_seen_at, sighted.last_seen_at) as last_seen_at

    from sighted
    left join {{ this }} as held on sighted.signature_hash = held.signature_hash

    where sighted.nth = 1

)

{{ changed_rows('widened') }}

{{ config(unique_key='signature_hash') }}

-- depends_on: {{ ref('companies') }}

with

pending as (

    select * from {{ ref('stg_pending_listings') }}

),

sightings as (

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

merged as (

    select
        sightings.signature_hash,
        coalesce(previous.company_id, sightings.company_id) as company_id,
        coalesce(previous.title_text, sightings.title_text) as title_text,
        coalesce(previous.location_text, sightings.location_text) as location_text,
        least(previous.first_seen_at, sightings.first_seen_at) as first_seen_at,
        greatest(previous.last_seen_at, sightings.last_seen_at) as last_seen_at

    from sightings
    left join {{ this }} as previous on sightings.signature_hash = previous.signature_hash

    where sightings.nth = 1

)

{{ changed_rows('merged') }}

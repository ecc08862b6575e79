{{
    config(
        unique_key='id',
        merge_exclude_columns=[
            'id', 'clean_name', 'industry', 'size_band', 'logo_url', 'hq_location_id', 'created_at'
        ]
    )
}}

with

pending as (

    select * from {{ ref('stg_pending_listings') }}

),

one_per_company as (

    select distinct on (company_id) *

    from pending

    where company_id is not null
    order by company_id asc, company_website is null, captured_at asc, listing_id asc

),

-- The first name and website seen stay: spellings differ from listing to listing.
merged as (

    select
        one_per_company.company_id as id,
        coalesce(previous.name, one_per_company.company_name) as name,
        one_per_company.company_clean_name as clean_name,
        coalesce(previous.website, one_per_company.company_website) as website,
        cast(null as text) as industry,
        cast(null as text) as size_band,
        cast(null as text) as logo_url,
        cast(null as uuid) as hq_location_id,
        one_per_company.captured_at as created_at,
        one_per_company.captured_at as updated_at

    from one_per_company
    left join {{ this }} as previous on one_per_company.company_id = previous.id

)

{{ changed_rows('merged', ignore_updated_at=true) }}

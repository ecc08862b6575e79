{{
    config(
        unique_key='id',
        merge_exclude_columns=['id', 'raw_text', 'city', 'region', 'country', 'is_remote', 'created_at']
    )
}}

with

pending as (

    select * from {{ ref('stg_pending_listings') }}

),

one_per_location as (

    select distinct on (location_id) *

    from pending

    where location_id is not null
    order by location_id asc, latitude is null, location_timezone is null, captured_at asc, listing_id asc

),

-- What is known of a place stays as it is: two providers may put its centre metres apart.
merged as (

    select
        one_per_location.location_id as id,
        one_per_location.location_raw as raw_text,
        one_per_location.city,
        one_per_location.region,
        one_per_location.country,
        coalesce(previous.latitude, one_per_location.latitude) as latitude,
        coalesce(previous.longitude, one_per_location.longitude) as longitude,
        one_per_location.is_remote,
        coalesce(previous.timezone, one_per_location.location_timezone) as timezone,
        one_per_location.captured_at as created_at,
        one_per_location.captured_at as updated_at

    from one_per_location
    left join {{ this }} as previous on one_per_location.location_id = previous.id

)

{{ changed_rows('merged', ignore_updated_at=true) }}

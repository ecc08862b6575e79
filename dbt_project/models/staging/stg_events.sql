with

source as (

    select * from {{ source('landing', 'events') }}

),

renamed as (

    select
        id as event_id,
        listing_id,
        ingest_run_id,
        event,
        reason,
        payload_hash,
        occurred_at,
        {{ utc_day('occurred_at') }} as occurred_on

    from source

)

select * from renamed

{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }} (listing_id, name, type)') }}

with

pending as (

    select * from {{ ref('stg_pending_listings') }}

),

unnested as (

    select
        pending.listing_id,
        pending.captured_at,
        tag.name,
        cast(tag.type as public.job_tag_type) as type,
        tag.source,
        cast(tag.confidence as numeric(4, 3)) as confidence

    from pending
    cross join
        lateral jsonb_to_recordset(pending.tags) as tag (name text, type text, confidence numeric, source text)
    where tag.name != ''

),

-- A text may name a skill twice; the surer reading counts.
one_per_listing as (

    select distinct on (listing_id, name, type) *

    from unnested

    order by listing_id asc, name asc, type asc, confidence desc nulls last, source asc

)

select * from one_per_listing

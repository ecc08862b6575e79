{{
    config(
        materialized='incremental',
        incremental_strategy='merge',
        unique_key='listing_id',
        on_schema_change='fail',
        indexes=[{'columns': ['listing_id'], 'unique': true}]
    )
}}

with

facts as (

    select * from {{ ref('int_listing_facts') }}

),

work as (

    select * from {{ ref('stg_pending_listings') }}

),

listing_tags as (

    select * from {{ ref('job_listing_tags') }}

),

tags as (

    select * from {{ ref('job_tags') }}

    where type = 'skill'

),

touched as (

    select facts.listing_id

    from facts
    {% if is_incremental() %}inner join work on facts.listing_id = work.listing_id{% endif %}

),

-- A listing that has lost all its skills has an empty list, so that merging takes the old ones away.
skills as (

    select
        touched.listing_id,
        coalesce(array_agg(tags.name order by tags.name) filter (where tags.name is not null), '{}') as skills

    from touched
    left join listing_tags
        on
            touched.listing_id = listing_tags.job_listing_id
            and listing_tags.confidence > 0
    left join tags on listing_tags.job_tag_id = tags.id
    group by touched.listing_id

)

{{ changed_rows('skills') }}

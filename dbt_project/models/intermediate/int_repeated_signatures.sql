{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        on_schema_change='fail',
        indexes=[{'columns': ['dedupe_hash'], 'unique': true}],
        post_hook='analyze {{ this }}'
    )
}}

with

facts as (

    select * from {{ ref('int_listing_facts') }}

    where dedupe_hash is not null

),

work as (

    select * from {{ ref('stg_pending_listings') }}

),

signatures as (

    select facts.dedupe_hash

    from facts
    {% if is_incremental() %}
        where
            facts.dedupe_hash in (select work.signature_hash from work)
            and facts.dedupe_hash not in (select previous.dedupe_hash from {{ this }} as previous)
    {% endif %}
    group by facts.dedupe_hash
    having count(*) > 1

)

select * from signatures

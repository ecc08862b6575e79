{{ config(materialized='table', unlogged=true, post_hook='analyze {{ this }}') }}

select
    id,
    application_id

from {{ source('ops', 'application_changes') }}

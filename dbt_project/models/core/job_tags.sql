{{ config(unique_key='id', merge_exclude_columns=['id', 'source', 'created_at']) }}

with

tags as (

    select * from {{ ref('int_pending_tags') }}

),

one_per_tag as (

    select distinct on (name, type) *

    from tags

    order by name asc, type asc, captured_at asc, listing_id asc

),

minted as (

    select
        ops.mint('tag', name, cast(type as text)) as id,
        name,
        type,
        source,
        captured_at as created_at,
        captured_at as updated_at

    from one_per_tag

)

{{ changed_rows('minted', ignore_updated_at=true) }}

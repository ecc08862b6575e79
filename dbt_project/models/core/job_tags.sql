{{ config(unique_key='id', merge_exclude_columns=['id', 'source', 'created_at']) }}

with

tags as (

    select * from {{ ref('int_pending_tags') }}

),

-- A stored tag never changes, so that only new ones are selected.
one_per_tag as (

    select distinct on (tags.name, tags.type) tags.*

    from tags
    left join {{ this }} as previous
        on
            tags.name = previous.name
            and tags.type = previous.type
    where previous.id is null
    order by tags.name asc, tags.type asc, tags.captured_at asc, tags.listing_id asc

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

{# Before facts are merged: gather the listings of this build as they were counted, to be subtracted. #}
{% macro subtract_old_counts() -%}
    {%- if is_incremental() -%}
        create temporary table changed_facts on commit drop as
        select
            -1 as sign,
            {{ counted_facts() }}
        from {{ this }}
        where listing_id in (select listing_id from {{ ref('stg_pending_listings') }})
    {%- endif -%}
{%- endmacro %}

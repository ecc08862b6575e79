{# After facts were merged: add the listings of this build as they are now, and note which names changed on a day whose
   metrics are published. After all facts were built: count all of them. #}
{% macro add_new_counts() -%}
    {%- if is_incremental() -%}
        insert into changed_facts
        select
            1 as sign,
            {{ counted_facts() }}
        from {{ this }}
        where listing_id in (select listing_id from {{ ref('stg_pending_listings') }});

        {{ add_listing_counts('changed_facts') }};

        {{ note_market_changes() }}
    {%- else -%}
        truncate
            {{ source('staging', 'event_counts') }},
            {{ source('staging', 'title_group_counts') }},
            {{ source('staging', 'company_counts') }},
            {{ source('staging', 'workplace_counts') }},
            {{ source('staging', 'skill_counts') }},
            {{ source('staging', 'listing_counts') }};

        {{ add_listing_counts('(select 1 as sign, ' ~ counted_facts() ~ ' from ' ~ this ~ ')') }};

        insert into {{ source('staging', 'market_changes') }} (dimension, name, day) values ('all', '', '-infinity')
    {%- endif -%}
{%- endmacro %}

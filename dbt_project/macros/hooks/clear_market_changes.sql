{# With the metrics: delete the notes of the market changes that this build published. #}
{% macro clear_market_changes() -%}
    delete from {{ source('staging', 'market_changes') }}
    where id in (select unnest(changes) from {{ ref('int_stale_names') }})
{%- endmacro %}

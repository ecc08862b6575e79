{# Before facts of applications are written: delete those that are written again. #}
{% macro clear_stale_facts() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where application_id in (select application_id from {{ ref('int_stale_applications') }})
    {%- endif -%}
{%- endmacro %}

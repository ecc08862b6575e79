{# After all facts of applications were written: tell the planner what they are like. #}
{% macro analyze_new_facts() -%}
    {%- if not is_incremental() -%}
        analyze {{ this }} (application_id, user_id, applied_at, applied_on, applied_on_utc)
    {%- endif -%}
{%- endmacro %}

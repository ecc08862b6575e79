{# A model's schema is the one it names (staging, public, marts): dbt's own rule would put a prefix before it. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name | trim if custom_schema_name else target.schema }}
{%- endmacro %}

{# The scope of the market's metrics, as an id that can be joined on like a person's. #}
{% macro market_scope() -%}
    cast('00000000-0000-0000-0000-000000000000' as uuid)
{%- endmacro %}

{# True while everything is computed again: --full-refresh. #}
{% macro is_full_refresh() -%}
    {{ 'true' if execute and flags.FULL_REFRESH else 'false' }}
{%- endmacro %}

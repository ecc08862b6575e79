{# True where tests read the whole ledger: with --full-refresh, and with --vars 'audit: true'. #}
{% macro is_audit() -%}
    {{ 'true' if var('audit') or (execute and flags.FULL_REFRESH) else 'false' }}
{%- endmacro %}

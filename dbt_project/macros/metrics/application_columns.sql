{# The columns of int_application_facts that metrics depend on, besides the key. #}
{% macro application_columns() -%}
    {{ return([
        'user_id', 'timezone', 'source', 'title_group', 'company', 'workplace', 'may_aggregate', 'applied_at',
        'applied_on', 'applied_on_utc', 'responded_at', 'interviewed_at', 'offered_at', 'rejected_at'
    ]) }}
{%- endmacro %}

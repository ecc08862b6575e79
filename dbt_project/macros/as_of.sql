{# How far the ledger had seen when this build began to count (int_horizon), as a constant of the statement; null of an
   empty ledger. #}
{% macro as_of() -%}
    {%- set horizon = ref('int_horizon') -%}
    {%- set seen = run_query('select as_of from ' ~ horizon).rows[0][0] if execute else none -%}
    cast({{ "'" ~ seen ~ "'" if seen else 'null' }} as timestamptz)
{%- endmacro %}

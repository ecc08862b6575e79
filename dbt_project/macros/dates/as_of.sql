{# How far the ledger had seen when this build began (int_horizon), as a constant of the statement; null for an empty
   ledger, and where nothing was built yet. #}
{% macro as_of() -%}
    {%- set horizon = ref('int_horizon') -%}
    {%- set is_built = execute and load_relation(horizon) is not none -%}
    {%- set seen = run_query('select as_of from ' ~ horizon).rows[0][0] if is_built else none -%}
    cast({{ "'" ~ seen ~ "'" if seen else 'null' }} as timestamptz)
{%- endmacro %}

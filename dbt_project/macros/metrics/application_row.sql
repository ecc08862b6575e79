{# The columns that metrics depend on as one row of the table `alias`, to be compared. #}
{% macro application_row(alias) -%}
    row({% for name in application_columns() %}{{ alias }}.{{ name }}{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

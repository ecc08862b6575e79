{# How long after the application an interview or an offer counts, and how long an application is in play after its last
   sign of life. #}
{% macro success_window() -%}
    interval '1440 hours'
{%- endmacro %}

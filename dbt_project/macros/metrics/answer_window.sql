{# How long after the application an answer counts. Hours, because a day of a time zone may have 23. #}
{% macro answer_window() -%}
    interval '720 hours'
{%- endmacro %}

{# The moment a day ends: midnight in the time zone `zone`. #}
{% macro end_of_day(day, zone) -%}
    (cast({{ day }} + 1 as timestamp) at time zone {{ zone }})
{%- endmacro %}

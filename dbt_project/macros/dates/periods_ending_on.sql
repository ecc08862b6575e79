{# The day, and the week and the month that `day` is the last of, as rows like those of periods_of. Join them on
   `period.period_start is not null`. #}
{% macro periods_ending_on(day) -%}
    (
        values
        ({{ day }}, {{ day }}),
        (case when extract(isodow from {{ day }}) = 7 then {{ day }} - 6 end, {{ day }}),
        (case when extract(day from {{ day }} + 1) = 1 then cast(date_trunc('month', {{ day }}) as date) end, {{ day }})
    ) as period (period_start, period_end)
{%- endmacro %}

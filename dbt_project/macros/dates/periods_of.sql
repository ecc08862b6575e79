{# The day, the ISO week (Monday to Sunday) and the month that `day` (date) falls in, as rows of a lateral join named
   `period` with columns period_start and period_end, both inclusive. #}
{% macro periods_of(day) -%}
    (
        values
        ({{ day }}, {{ day }}),
        (cast(date_trunc('week', {{ day }}) as date), cast(date_trunc('week', {{ day }}) as date) + 6),
        (
            cast(date_trunc('month', {{ day }}) as date),
            cast(date_trunc('month', {{ day }}) + interval '1 month' as date) - 1
        )
    ) as period (period_start, period_end)
{%- endmacro %}

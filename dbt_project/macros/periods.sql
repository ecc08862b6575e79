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

{# The day, and the week and the month that `day` is the last of, in the same form. Join them on
   `period.period_start is not null`. #}
{% macro periods_ending_on(day) -%}
    (
        values
        ({{ day }}, {{ day }}),
        (case when extract(isodow from {{ day }}) = 7 then {{ day }} - 6 end, {{ day }}),
        (case when extract(day from {{ day }} + 1) = 1 then cast(date_trunc('month', {{ day }}) as date) end, {{ day }})
    ) as period (period_start, period_end)
{%- endmacro %}

{# The moment a day ends, which is midnight where `zone` is. #}
{% macro end_of(day, zone) -%}
    (cast({{ day }} + 1 as timestamp) at time zone {{ zone }})
{%- endmacro %}

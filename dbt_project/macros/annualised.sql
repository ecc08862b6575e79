{# Pay per year: 2,080 hours, 260 days, 52 weeks or 12 months; null where the period is unknown. #}
{% macro annualised(amount, period) -%}
    {{ amount }} * case {{ period }}
        when 'hour' then 2080
        when 'day' then 260
        when 'week' then 52
        when 'month' then 12
        when 'year' then 1
    end
{%- endmacro %}

{# Select how many listings of `facts`, rows of which count `sign` times, name each skill, by the day they opened. #}
{% macro skill_totals(facts) -%}
    select
        skill.name as skill,
        {{ utc_day('facts.opened_at') }} as day,
        facts.job_source_id,
        sum(facts.sign) as listings,
        sum(case when facts.closed_at is null then facts.sign else 0 end) as open_listings

    from {{ facts }} as facts
    cross join lateral unnest(facts.skills) as skill (name)
    group by skill.name, {{ utc_day('facts.opened_at') }}, facts.job_source_id
{%- endmacro %}

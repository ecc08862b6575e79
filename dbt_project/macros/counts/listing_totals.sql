{# Select how many listings `facts`, rows of which count `sign` times, has of each country, workplace and level, by the
   day they opened. #}
{% macro listing_totals(facts) -%}
    select
        {{ utc_day('facts.opened_at') }} as day,
        facts.job_source_id,
        coalesce(facts.country, 'unknown') as country,
        coalesce(facts.workplace_type, 'unknown') as workplace_type,
        coalesce(facts.experience_level, 'unknown') as experience_level,
        sum(facts.sign) as listings,
        sum(case when facts.closed_at is null then facts.sign else 0 end) as open_listings,
        sum(
            case
                when
                    facts.closed_at is null
                    and facts.salary_year_min is not null
                    and not facts.salary_is_estimated
                    then facts.sign
                else 0
            end
        ) as open_with_stated_pay,
        sum(
            case when facts.closed_at is null and facts.dedupe_hash is not null then facts.sign else 0 end
        ) as open_with_signature

    from {{ facts }} as facts
    group by
        {{ utc_day('facts.opened_at') }}, facts.job_source_id, coalesce(facts.country, 'unknown'),
        coalesce(facts.workplace_type, 'unknown'), coalesce(facts.experience_level, 'unknown')
{%- endmacro %}

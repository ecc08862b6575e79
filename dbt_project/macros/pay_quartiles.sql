{# The last steps of a mart of pay: quartiles of what open jobs pay by `name` (worked out as `of`), country and
   currency, stated pay apart from estimated. Reads the CTE `listings`; groups of fewer than five jobs are left out. #}
{% macro pay_quartiles(name, of) -%}
    paid as (

        select
            listing_id,
            cluster_id,
            {{ of }} as {{ name }},
            coalesce(country, 'unknown') as country,
            currency,
            salary_is_estimated as is_estimated,
            (salary_year_min + salary_year_max) / 2 as salary_year

        from listings

        where
            closed_at is null
            and currency is not null
            and salary_year_min is not null

    ),

    -- A job posted in twenty places is one offer, not twenty; one that is its own cluster was posted once.
    jobs as (

        select {{ name }}, country, currency, is_estimated, salary_year
        from paid
        where cluster_id = listing_id
        union all
        select {{ name }}, country, currency, is_estimated, avg(salary_year) as salary_year
        from paid
        where cluster_id is distinct from listing_id
        group by cluster_id, {{ name }}, country, currency, is_estimated

    ),

    quartiles as (

        select
            {{ name }},
            country,
            currency,
            is_estimated,
            cast(percentile_cont(0.25) within group (order by salary_year) as numeric(14, 2)) as p25,
            cast(percentile_cont(0.5) within group (order by salary_year) as numeric(14, 2)) as p50,
            cast(percentile_cont(0.75) within group (order by salary_year) as numeric(14, 2)) as p75,
            count(*) as n

        from jobs
        group by {{ name }}, country, currency, is_estimated
        having count(*) >= 5

    )

    select * from quartiles
{%- endmacro %}

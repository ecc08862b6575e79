{# The columns of int_listing_facts that the counts of listings depend on. #}
{% macro counted_facts() -%}
    listing_id, job_source_id, country, title_group, company_id, workplace_type, experience_level, salary_year_min,
    salary_is_estimated, dedupe_hash, skills, opened_at, closed_at, seen_until
{%- endmacro %}

{# Select the rows of a table of counts with the code of their source, without sources whose terms forbid aggregates.
   A model that reads them comes after the facts, which write them, and after the test listings_follow_from_presence. #}
{% macro market_counts(table) -%}
    {%- do [ref('int_listing_facts'), ref('dedupe_signatures')] -%}
    select
        counts.*,
        sources.code as source

    from {{ source('staging', table) }} as counts
    inner join {{ source('public', 'job_sources') }} as sources on counts.job_source_id = sources.id

    where sources.may_aggregate
{%- endmacro %}

{# Add constraints to a new int_listing_facts, and the indexes by which marts find the few listings they need or
   read only a few columns of them. #}
{% macro index_facts() -%}
    {%- if not is_incremental() -%}
        alter table {{ this }}
        alter column listing_id set not null,
        alter column title_group set not null,
        alter column skills set not null,
        alter column updated_at set not null,
        add constraint lifecycle_is_in_order check (
            opened_at <= first_seen_at
            and opened_at <= updated_at
            and (closed_at is null or opened_at <= closed_at)
        );
        create index on {{ this }} (title_group, country, currency, salary_is_estimated)
        include (
            experience_level, job_source_id, listing_id, cluster_id, salary_year_min, salary_year_max
        )
        where closed_at is null and currency is not null and salary_year_min is not null;
        create index on {{ this }} (opened_at) where closed_at is null;
        create index on {{ this }} (listing_id) where reopenings > 0;
        create index on {{ this }} (job_source_id, cluster_id) where closed_at is null and cluster_id != listing_id
    {%- endif -%}
{%- endmacro %}

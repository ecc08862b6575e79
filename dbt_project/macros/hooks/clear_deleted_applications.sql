{# With the metrics: forget applications that were deleted since they were counted. #}
{% macro clear_deleted_applications() -%}
    delete from {{ source('staging', 'counted_applications') }}
    where application_id not in (select application_id from {{ ref('int_application_facts') }})
{%- endmacro %}

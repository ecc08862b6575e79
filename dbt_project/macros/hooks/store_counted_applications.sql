{# With the metrics: store the applications as they were counted, so that the next build finds what changed. #}
{% macro store_counted_applications() -%}
    {%- set names = application_columns() -%}
    insert into {{ source('staging', 'counted_applications') }} as previous (application_id, {{ names | join(', ') }})
    select application_id, {{ names | join(', ') }} from {{ ref('int_application_facts') }}
    where application_id in (select application_id from {{ ref('int_changed_applications') }})
    on conflict (application_id) do update set
    {% for name in names %}{{ name }} = excluded.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
    where {{ application_row('previous') }} is distinct from {{ application_row('excluded') }}
{%- endmacro %}

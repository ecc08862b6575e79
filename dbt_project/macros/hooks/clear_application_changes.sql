{# After facts of applications were written: delete the notes of change they were written for. A later note
   stays for the next build. #}
{% macro clear_application_changes() -%}
    delete from {{ source('ops', 'application_changes') }}
    where id in (select id from {{ ref('int_stale_applications') }})
{%- endmacro %}

{# Tables whose rows are updated all over them fill only so much of each page (`meta: fillfactor`, in percent): a row
   that changed then stays on its page, and no index has to be told of a new place. PostgreSQL must know it before the
   first row is written, and dbt has no setting for it. #}
{% macro postgres__create_table_as(temporary, relation, sql) -%}
    {%- set made = dbt.postgres__create_table_as(temporary, relation, sql) -%}
    {%- set fillfactor = config.get('meta', {}).get('fillfactor') -%}
    {%- if temporary or not fillfactor -%}
        {{ made }}
    {%- elif config.get('contract').enforced -%}
        {{ made | replace('insert into', 'alter table ' ~ relation ~ ' set (fillfactor = ' ~ fillfactor ~ ');\n    insert into', 1) }}
    {%- else -%}
        {{ made | replace(relation | string, relation ~ ' with (fillfactor = ' ~ fillfactor ~ ')', 1) }}
    {%- endif -%}
{%- endmacro %}

{# dbt's own materialization of views makes a view anew beside the old one and drops that with all that reads it: in
   every build the views on views, which analysts read, would be gone for seconds. Here a view is replaced where it is,
   and made anew only where its columns changed. #}
{% materialization view, adapter='postgres' %}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='view') -%}
    {%- set create_view = create_view_as(target_relation, sql) -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- if existing_relation is not none and not existing_relation.is_view -%}
        {{ drop_relation_if_exists(existing_relation) }}
    {%- endif -%}
    {% call statement('main') -%}
        do $replace$
        begin
            {{ create_view | replace('create view', 'create or replace view', 1) }}
        exception when invalid_table_definition then
            drop view {{ target_relation }} cascade;
            {{ create_view }}
        end
        $replace$
    {%- endcall %}

    {% do persist_docs(target_relation, model) %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

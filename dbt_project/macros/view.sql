{# Replace a view in place, and drop it first only where its columns changed. dbt's own materialization creates a
   new view and drops the old one with all views that read it, so that analysts would miss them for seconds in every build. #}
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

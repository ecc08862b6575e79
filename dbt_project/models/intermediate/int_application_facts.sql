{{
    config(
        materialized='incremental',
        incremental_strategy='append',
        on_schema_change='fail',
        indexes=[
            {'columns': ['application_id'], 'unique': true},
            {'columns': ['user_id', 'applied_on']},
            {'columns': ['applied_on_utc']}
        ],
        pre_hook='{{ clear_stale_facts() }}',
        post_hook=['{{ clear_application_changes() }}', '{{ analyze_new_facts() }}']
    )
}}

-- depends_on: {{ ref('int_stale_applications') }}

with

applications as (

    select * from {{ source('ops', 'application_facts') }}

    where
        applied_at is not null
        {% if is_incremental() -%}
            and application_id in (select changed.application_id from {{ ref('int_stale_applications') }} as changed)
        {%- endif %}

),

{{ application_facts() }}

select * from facts

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
        pre_hook='{{ forget_changed_facts() }}',
        post_hook=['{{ forget_application_changes() }}', '{{ analyze_if_made_anew() }}']
    )
}}

-- depends_on: {{ ref('int_noted_applications') }}

with

applications as (

    select * from {{ source('ops', 'application_facts') }}

    where
        applied_at is not null
        {% if is_incremental() -%}
            and application_id in (select changed.application_id from {{ ref('int_noted_applications') }} as changed)
        {%- endif %}

),

{{ facts_of_applications() }}

select * from facts

{# With the metrics: store up to which moment the ledger was counted. #}
{% macro store_counted_until() -%}
    with

    earlier as (

        delete from {{ source('staging', 'counted_until') }}
        where until is distinct from (select as_of from {{ ref('int_horizon') }})

    )

    insert into {{ source('staging', 'counted_until') }} (until)
    select as_of from {{ ref('int_horizon') }} where as_of is not null
    on conflict do nothing
{%- endmacro %}

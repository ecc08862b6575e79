{# Note the names whose open listings changed, by `changed_events`, on a day before the newest published one, so that
   the build publishes their weeks again. #}
{% macro note_market_changes() -%}
    insert into {{ source('staging', 'market_changes') }} (dimension, name, day)
    select
        case
            when changed_events.title_group is not null then 'title_group'
            when companies.name is not null then 'company'
            else 'workplace'
        end,
        coalesce(changed_events.title_group, companies.name, changed_events.workplace) as changed_name,
        min(changed_events.day)
    from changed_events
    left join {{ ref('companies') }} as companies on changed_events.company_id = companies.id
    where
        changed_events.event is null
        and changed_events.open_change != 0
        and coalesce(changed_events.title_group, companies.name, changed_events.workplace) is not null
        and changed_events.day < (select max({{ utc_day('until') }}) from {{ source('staging', 'counted_until') }})
    group by 1, 2
{%- endmacro %}

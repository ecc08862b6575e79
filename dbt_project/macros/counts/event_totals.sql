{# Select totals of the events of `facts`, rows of which count `sign` times. Each row of the result totals one of four
   things, and the columns of the other three are null: events of a kind in a country, or by how many the open listings
   of a title group, a company or a workplace changed. #}
{% macro event_totals(facts) -%}
    select
        {{ utc_day('events.occurred_at') }} as day,
        facts.job_source_id,
        events.event,
        case when grouping(facts.country) = 0 then coalesce(facts.country, 'unknown') end as country,
        facts.title_group,
        facts.company_id,
        case when grouping(facts.workplace_type) = 0 then coalesce(facts.workplace_type, 'unknown') end as workplace,
        sum(facts.sign) as events,
        sum(facts.sign * case events.event when 'closed' then -1 when 'changed' then 0 else 1 end) as open_change

    from {{ facts }} as facts
    inner join {{ source('landing', 'events') }} as events
        on
            facts.listing_id = events.listing_id
            and facts.seen_until >= events.occurred_at
    group by
        {{ utc_day('events.occurred_at') }}, facts.job_source_id,
        grouping sets ((events.event, facts.country), (facts.title_group), (facts.company_id), (facts.workplace_type))
{%- endmacro %}

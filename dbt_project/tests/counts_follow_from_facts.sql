{% set tables = [
    'event_counts', 'title_group_counts', 'company_counts', 'workplace_counts', 'skill_counts', 'listing_counts'
] %}
-- The counts of the market are what counting all facts again gives.
with

facts as (

    select
        1 as sign,
        {{ counted_facts() }}
    from {{ ref('int_listing_facts') }}
    where {{ is_audit() }}

),

event_rows as (

    {{ event_totals('facts') }}

),

expected as (

    select
        case
            when event is not null then 'event_counts'
            when title_group is not null then 'title_group_counts'
            when company_id is not null then 'company_counts'
            else 'workplace_counts'
        end as counts,
        jsonb_strip_nulls(
            to_jsonb(event_rows) - case when event is null then 'events' else 'open_change' end
        ) as count_row
    from event_rows
    where
        event is not null
        or (coalesce(title_group, cast(company_id as text), workplace) is not null and open_change != 0)
    union all
    select
        'skill_counts' as counts,
        to_jsonb(totals) as count_row
    from ({{ skill_totals('facts') }}) as totals
    union all
    select
        'listing_counts' as counts,
        to_jsonb(totals) as count_row
    from ({{ listing_totals('facts') }}) as totals

),

actual as (

    {% for table in tables %}
        select
            '{{ table }}' as counts,
            to_jsonb({{ table }}) as count_row
        from {{ source('staging', table) }} as {{ table }}
        where {{ is_audit() }}
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select
    coalesce(expected.counts, actual.counts) as counts,
    expected.count_row as expected,
    actual.count_row as actual
from expected
full outer join actual
    on
        expected.counts = actual.counts
        and expected.count_row = actual.count_row
where
    expected.counts is null
    or actual.counts is null

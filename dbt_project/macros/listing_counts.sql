{# Counts of the market by day, kept in staging.listing_counts: a listing whose facts change is taken out as it was and
   added as it is, in the transaction that writes the facts. So a build costs what changed, and a build that is repeated
   counts nothing twice. The measures are told with the source of that name. #}

{# The strategy of int_listing_facts: count what is about to change, then merge. #}
{% macro get_incremental_merge_counted_sql(arg_dict) -%}
    {{ count_changes(arg_dict['temp_relation'], arg_dict['target_relation']) }};
    {{ get_incremental_merge_sql(arg_dict) }}
{%- endmacro %}

{# What facts a count depends on. #}
{% macro counted_facts() -%}
    listing_id, job_source_id, country, title_group, company_id, workplace_type, experience_level, salary_year_min,
    salary_is_estimated, dedupe_hash, skills, opened_at, closed_at, seen_until
{%- endmacro %}

{# The day of what is counted as it is now. #}
{% macro of_no_day() -%}
    cast('-infinity' as date)
{%- endmacro %}

{# Rows (measure, day, job_source_id, name, n) of the CTE `signed`, whose rows count `sign` times. #}
{% macro counts_of_signed() -%}
    turned as (

        select
            signed.job_source_id,
            {{ utc_day('events.occurred_at') }} as day,
            case grouping(events.event, signed.title_group, signed.company_id)
                when 3 then events.event
                when 5 then 'title_group'
                when 6 then 'company'
                else 'workplace'
            end as measure,
            case grouping(events.event, signed.title_group, signed.company_id)
                when 3 then coalesce(signed.country, 'unknown')
                when 5 then signed.title_group
                when 6 then cast(signed.company_id as text)
                else coalesce(signed.workplace_type, 'unknown')
            end as name,
            case grouping(events.event)
                when 0 then sum(signed.sign)
                else sum(signed.sign * case events.event when 'closed' then -1 when 'changed' then 0 else 1 end)
            end as n

        from signed
        inner join {{ source('landing', 'events') }} as events
            on
                signed.listing_id = events.listing_id
                and signed.seen_until >= events.occurred_at
        group by
            signed.job_source_id, {{ utc_day('events.occurred_at') }},
            grouping sets (
                (events.event, coalesce(signed.country, 'unknown')),
                (signed.title_group),
                (signed.company_id),
                (coalesce(signed.workplace_type, 'unknown'))
            )

    ),

    named as (

        select
            signed.job_source_id,
            {{ utc_day('signed.opened_at') }} as day,
            skill.name,
            sum(signed.sign) as n,
            sum(case when signed.closed_at is null then signed.sign end) as n_open

        from signed
        cross join lateral unnest(signed.skills) as skill (name)
        group by signed.job_source_id, {{ utc_day('signed.opened_at') }}, skill.name

    ),

    placed as (

        select
            job_source_id,
            {{ utc_day('opened_at') }} as day,
            cast(jsonb_build_array(
                coalesce(country, 'unknown'), coalesce(workplace_type, 'unknown'), coalesce(experience_level, 'unknown')
            ) as text) as name,
            sum(sign) as n,
            sum(case when closed_at is null then sign end) as n_open,
            sum(
                case when closed_at is null and salary_year_min is not null and not salary_is_estimated then sign end
            ) as n_paid,
            sum(case when closed_at is null and dedupe_hash is not null then sign end) as n_signed

        from signed
        group by
            job_source_id, {{ utc_day('opened_at') }}, coalesce(country, 'unknown'),
            coalesce(workplace_type, 'unknown'), coalesce(experience_level, 'unknown')

    ),

    measured as (

        select measure, day, job_source_id, name, n from turned
        union all
        select 'skill' as measure, day, job_source_id, name, n from named
        union all
        select 'listing' as measure, day, job_source_id, name, n from placed
        union all
        select 'open_skill' as measure, {{ of_no_day() }} as day, job_source_id, name, sum(n_open) as n from named
        group by job_source_id, name
        union all
        select 'open_listing' as measure, {{ of_no_day() }} as day, job_source_id, name, sum(n_open) as n from placed
        group by job_source_id, name
        union all
        select 'open_paid' as measure, {{ of_no_day() }} as day, job_source_id, name, sum(n_paid) as n from placed
        group by job_source_id, name
        union all
        select 'open_signed' as measure, {{ of_no_day() }} as day, job_source_id, name, sum(n_signed) as n from placed
        group by job_source_id, name

    ),

    -- What came to nothing, or is of a company nobody knows, is not kept.
    counts as (

        select * from measured

        where
            n != 0
            and name is not null

    )
{%- endmacro %}

{# Nothing happens while nothing was counted: count_all comes after. Whose count of a day before the last told figures
   changes is noted, so that its figures are told anew. #}
{% macro count_changes(changed, held) -%}
    create temporary table changed_counts on commit drop as
    with

    signed as (

        select 1 as sign, {{ counted_facts() }} from {{ changed }}
        union all
        select -1 as sign, {{ counted_facts() }} from {{ held }}
        where listing_id in (select listing_id from {{ changed }})

    ),

    {{ counts_of_signed() }}

    select measure, day, job_source_id, name, n from counts
    where exists (select 1 from {{ source('staging', 'listing_counts') }});

    insert into {{ source('staging', 'market_changes') }} (measure, name, day)
    select measure, name, min(day) from changed_counts
    where
        measure in ('title_group', 'company', 'workplace')
        and day < (select max({{ utc_day('until') }}) from {{ source('staging', 'counted_until') }})
    group by measure, name;

    merge into {{ source('staging', 'listing_counts') }} as held
    using changed_counts as change
        on
            held.measure = change.measure
            and held.day = change.day
            and held.job_source_id = change.job_source_id
            and held.name = change.name
    when matched and held.n + change.n = 0 then delete
    when matched then update set n = held.n + change.n
    when not matched then
        insert (measure, day, job_source_id, name, n)
        values (change.measure, change.day, change.job_source_id, change.name, change.n)
{%- endmacro %}

{# Before facts are built anew. #}
{% macro forget_counts() -%}
    {%- if not is_incremental() -%}
        truncate {{ source('staging', 'listing_counts') }}
    {%- endif -%}
{%- endmacro %}

{# After facts were built anew, or where a ledger had facts before it had counts: all figures are then told anew. #}
{% macro count_all() -%}
    insert into {{ source('staging', 'market_changes') }} (measure, name, day)
    select 'all', '', {{ of_no_day() }}
    where not exists (select 1 from {{ source('staging', 'listing_counts') }});

    insert into {{ source('staging', 'listing_counts') }} (measure, day, job_source_id, name, n)
    with

    signed as (

        select 1 as sign, {{ counted_facts() }} from {{ this }}
        where not exists (select 1 from {{ source('staging', 'listing_counts') }})

    ),

    {{ counts_of_signed() }}

    select measure, day, job_source_id, name, n from counts
{%- endmacro %}

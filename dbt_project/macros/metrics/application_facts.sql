{# CTEs that end in `facts`: the facts of the CTE `applications`, which has the sent ones of ops.application_facts. #}
{% macro application_facts() -%}
    -- Once for each title, because the rule is many regular expressions and many applications are for one title.
    title_groups as (

        select
            title,
            ops.title_group(title) as title_group

        from applications
        where title is not null
        group by title

    ),

    -- Once for each time zone, because the server reads each name it knows from a file.
    zones as materialized (

        select
            timezone,
            case when timezone in (select known.name from pg_timezone_names as known) then timezone else 'UTC' end as zone

        from applications
        group by timezone

    ),

    placed as (

        select
            applications.*,
            title_groups.title_group,
            zones.zone

        from applications
        inner join zones on applications.timezone = zones.timezone
        left join title_groups on applications.title = title_groups.title

    ),

    facts as (

        select
            application_id,
            user_id,
            zone as timezone,
            source,
            coalesce(title_group, 'unknown') as title_group,
            company,
            workplace,
            may_aggregate,
            applied_at,
            cast(applied_at at time zone zone as date) as applied_on,
            {{ utc_day('applied_at') }} as applied_on_utc,
            responded_at,
            interviewed_at,
            offered_at,
            rejected_at

        from placed

    )
{%- endmacro %}

{# The facts of the CTE `applications`, rows of ops.application_facts that were sent, as the CTE `facts`. #}
{% macro facts_of_applications() -%}
    -- Once for each title: the rule is all regular expressions, and many applications are for one title.
    title_groups as (

        select
            title,
            ops.title_group(title) as title_group

        from applications
        where title is not null
        group by title

    ),

    -- Once for each of people's time zones, because the server reads its names of all zones from as many files.
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
            coalesce(nullif(source, ''), 'unknown') as source,
            coalesce(title_group, 'unknown') as title_group,
            coalesce(nullif(btrim(company), ''), 'unknown') as company,
            coalesce(workplace_type, 'unknown') as workplace,
            may_aggregate,
            applied_at,
            cast(applied_at at time zone zone as date) as applied_on,
            {{ utc_day('applied_at') }} as applied_on_utc,
            case when response_at >= applied_at then response_at end as responded_at,
            first_interview_at as interviewed_at,
            first_offer_at as offered_at,
            rejected_at

        from placed

    )
{%- endmacro %}

{# Facts of applications that may have changed give way to those of now, and their notes go, in the transaction that
   writes them. A note that came after this build looked stays for the next. #}
{% macro forget_changed_facts() -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where application_id in (select application_id from {{ ref('int_noted_applications') }})
    {%- endif -%}
{%- endmacro %}

{% macro forget_application_changes() -%}
    delete from {{ source('ops', 'application_changes') }}
    where id in (select id from {{ ref('int_noted_applications') }})
{%- endmacro %}

{% macro analyze_if_made_anew() -%}
    {%- if not is_incremental() -%}
        analyze {{ this }} (application_id, user_id, applied_at, applied_on, applied_on_utc)
    {%- endif -%}
{%- endmacro %}

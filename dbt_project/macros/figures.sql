{# The fixed windows of docs/analytics.md: an answer counts within 30 x 24 hours, an interview or offer within 60, and
   an application is in play for 60 after its last sign of life. Hours, because a day of a time zone may have 23. #}
{% macro answer_window() -%}
    interval '720 hours'
{%- endmacro %}

{% macro success_window() -%}
    interval '1440 hours'
{%- endmacro %}

{# Whether the application `facts` is in play at the moment `ended_at`: not rejected, and a sign of life before it that
   is no older than the window. #}
{% macro in_play(facts, ended_at) -%}
    {%- set alive = [] -%}
    {%- for seen_at in ['applied_at', 'responded_at', 'interviewed_at', 'offered_at'] -%}
        {%- set seen = facts ~ '.' ~ seen_at -%}
        {%- set since = ended_at ~ ' - ' ~ success_window() -%}
        {%- do alive.append('(' ~ seen ~ ' < ' ~ ended_at ~ ' and ' ~ seen ~ ' >= ' ~ since ~ ')') -%}
    {%- endfor -%}
    ({{ facts }}.rejected_at is null or {{ facts }}.rejected_at >= {{ ended_at }}) and ({{ alive | join(' or ') }})
{%- endmacro %}

{# Whose figure a row is, as one id that can be joined on: the person's, or nobody's for the market. #}
{% macro market_scope() -%}
    cast('00000000-0000-0000-0000-000000000000' as uuid)
{%- endmacro %}

{# True while everything is counted anew: --full-refresh. #}
{% macro counts_anew() -%}
    {{ 'true' if execute and flags.FULL_REFRESH else 'false' }}
{%- endmacro %}

{# What of an application the figures depend on, besides its id. #}
{% macro counted_columns() -%}
    {{ return([
        'user_id', 'timezone', 'source', 'title_group', 'company', 'workplace', 'may_aggregate', 'applied_at',
        'applied_on', 'applied_on_utc', 'responded_at', 'interviewed_at', 'offered_at', 'rejected_at'
    ]) }}
{%- endmacro %}

{# The same as a row of `alias`, to be compared. #}
{% macro counted_row(alias) -%}
    row({% for name in counted_columns() %}{{ alias }}.{{ name }}{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

{# Keep what was counted and until when, as hooks in the transaction that writes the figures: all is there or nothing.
   An application that was deleted is forgotten here, too. #}
{% macro forget_uncounted() -%}
    delete from {{ source('staging', 'counted_applications') }}
    where application_id not in (select application_id from {{ ref('int_application_facts') }})
{%- endmacro %}

{% macro remember_counted() -%}
    {%- set names = counted_columns() -%}
    insert into {{ source('staging', 'counted_applications') }} as held (application_id, {{ names | join(', ') }})
    select application_id, {{ names | join(', ') }} from {{ ref('int_application_facts') }}
    where application_id in (select application_id from {{ ref('int_changed_applications') }})
    on conflict (application_id) do update set
    {% for name in names %}{{ name }} = excluded.{{ name }}{{ ', ' if not loop.last }}{% endfor %}
    where {{ counted_row('held') }} is distinct from {{ counted_row('excluded') }}
{%- endmacro %}

{% macro forget_told_changes() -%}
    delete from {{ source('staging', 'market_changes') }}
    where id in (select unnest(changes) from {{ ref('int_due_names') }})
{%- endmacro %}

{% macro remember_until() -%}
    with before as (delete from {{ source('staging', 'counted_until') }} where until is distinct from (
        select as_of from {{ ref('int_horizon') }}))
    insert into {{ source('staging', 'counted_until') }} (until)
    select as_of from {{ ref('int_horizon') }} where as_of is not null
    on conflict do nothing
{%- endmacro %}

{# The last step of a table of figures: the rows of the CTE `figures` (scope, metric, period_start, period_end, source,
   title_group, company, workplace, value, n) as analytics_snapshots has them, under the ids they have there. #}
{% macro snapshots_of_figures() -%}
    select
        ops.mint(
            'snapshot', coalesce(cast(named.user_id as text), 'market'), named.metric,
            case
                when named.period_start = named.period_end then cast(named.period_start as text)
                else named.period_start || '/' || named.period_end
            end,
            cast(named.dimension as text)
        ) as id,
        named.user_id,
        named.period_start,
        named.period_end,
        cast(named.metric as public.analytics_metric) as metric,
        named.value,
        named.dimension || jsonb_build_object('n', named.n) as dimension

    from (
        select
            figures.*,
            nullif(figures.scope, {{ market_scope() }}) as user_id,
            jsonb_strip_nulls(jsonb_build_object(
                'source', figures.source,
                'title_group', figures.title_group,
                'company', figures.company,
                'workplace', figures.workplace
            )) as dimension
        from figures
    ) as named
{%- endmacro %}

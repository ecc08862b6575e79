{# The fixed windows of docs/analytics.md: an answer counts within 30 x 24 hours, an interview or offer within 60, and
   an application is in play for 60 after its last sign of life. Hours, because a day of a time zone may have 23. #}
{% macro answer_window() -%}
    interval '720 hours'
{%- endmacro %}

{% macro success_window() -%}
    interval '1440 hours'
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

{% macro remember_until() -%}
    with before as (delete from {{ source('staging', 'counted_until') }} where until is distinct from (
        select as_of from {{ ref('int_horizon') }}))
    insert into {{ source('staging', 'counted_until') }} (until)
    select as_of from {{ ref('int_horizon') }} where as_of is not null
    on conflict do nothing
{%- endmacro %}

{# The columns every table of figures has, in the order in which they are put together. #}
{% macro figure_columns() -%}
    scope, metric, period_start, period_end, source, title_group, company, workplace, value, n
{%- endmacro %}

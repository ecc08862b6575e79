{# The last step of a table of metrics: select the rows of the CTE `metrics` (scope, metric, period_start, period_end,
   source, title_group, company, workplace, value, n) with the ids and columns of analytics_snapshots. #}
{% macro snapshot_rows() -%}
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
            metrics.*,
            nullif(metrics.scope, {{ market_scope() }}) as user_id,
            jsonb_strip_nulls(jsonb_build_object(
                'source', metrics.source,
                'title_group', metrics.title_group,
                'company', metrics.company,
                'workplace', metrics.workplace
            )) as dimension
        from metrics
    ) as named
{%- endmacro %}

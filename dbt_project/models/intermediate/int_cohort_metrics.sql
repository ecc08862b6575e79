{{
    config(
        materialized='table',
        unlogged=true,
        indexes=[{'columns': ['id'], 'unique': true}]
    )
}}

with

stale as (

    select * from {{ ref('int_stale_cohorts') }}

),

facts as not materialized (

    select * from {{ ref('int_application_facts') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

cohorts as (

    select
        stale.scope,
        stale.metric,
        stale.period_start,
        stale.period_end,
        scoped.source,
        scoped.title_group,
        scoped.company,
        scoped.workplace,
        scoped.user_id,
        case stale.metric
            when 'success_rate'
                then cast(coalesce(
                        least(scoped.interviewed_at, scoped.offered_at) <= scoped.applied_at + {{ success_window() }},
                        false
                    ) as integer)
            else extract(epoch from scoped.responded_at - scoped.applied_at) / 86400
        end as measured

    from stale
    -- Each application counts for its person and, where its source allows, for the market. Lateral, so that an index
    -- finds the applications of each cohort.
    cross join
        lateral (
            select
                facts.*,
                facts.timezone as zone
            from facts
            where
                facts.user_id = stale.scope
                and facts.applied_on between stale.period_start and stale.period_end
            union all
            select
                facts.*,
                'UTC' as zone
            from facts
            where
                stale.scope = {{ market_scope() }}
                and facts.may_aggregate
                and facts.applied_on_utc between stale.period_start and stale.period_end
        ) as scoped
    cross join horizon

    where
        case stale.metric
            when 'success_rate'
                then
                    {{ end_of_day('stale.period_end', 'scoped.zone') }} + {{ success_window() }} <= horizon.as_of
            else
                {{ end_of_day('stale.period_end', 'scoped.zone') }} + {{ answer_window() }} <= horizon.as_of
                and scoped.responded_at <= scoped.applied_at + {{ answer_window() }}
        end

),

metrics as (

    select
        scope,
        metric,
        period_start,
        period_end,
        source,
        title_group,
        company,
        workplace,
        round(avg(measured), 6) as value,
        count(*) as n

    from cohorts
    group by
        scope, metric, period_start, period_end,
        grouping sets ((), (source), (title_group), (company), (workplace))
    -- The market has no metric that fewer than five people contributed to.
    having scope != {{ market_scope() }} or count(distinct user_id) >= 5

)

{{ snapshot_rows() }}

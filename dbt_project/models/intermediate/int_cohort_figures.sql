{{
    config(
        materialized='table',
        unlogged=true,
        indexes=[{'columns': ['id'], 'unique': true}]
    )
}}

with

due as (

    select * from {{ ref('int_due_cohorts') }}

),

facts as not materialized (

    select * from {{ ref('int_application_facts') }}

),

horizon as (

    select * from {{ ref('int_horizon') }}

),

cohorts as (

    select
        due.scope,
        due.metric,
        due.period_start,
        due.period_end,
        scoped.source,
        scoped.title_group,
        scoped.company,
        scoped.workplace,
        scoped.user_id,
        case due.metric
            when 'success_rate'
                then cast(coalesce(
                        least(scoped.interviewed_at, scoped.offered_at) <= scoped.applied_at + {{ success_window() }},
                        false
                    ) as integer)
            else extract(epoch from scoped.responded_at - scoped.applied_at) / 86400
        end as measured

    from due
    -- Each application counts for its person and, where its source allows, for the market; asked for each cohort, or
    -- everything a person ever sent would be held against each cohort of theirs.
    cross join
        lateral (
            select
                facts.*,
                facts.timezone as zone
            from facts
            where
                facts.user_id = due.scope
                and facts.applied_on between due.period_start and due.period_end
            union all
            select
                facts.*,
                'UTC' as zone
            from facts
            where
                due.scope = {{ market_scope() }}
                and facts.may_aggregate
                and facts.applied_on_utc between due.period_start and due.period_end
        ) as scoped
    cross join horizon

    where
        case due.metric
            when 'success_rate'
                then
                    {{ end_of('due.period_end', 'scoped.zone') }} + {{ success_window() }} <= horizon.as_of
            else
                {{ end_of('due.period_end', 'scoped.zone') }} + {{ answer_window() }} <= horizon.as_of
                and scoped.responded_at <= scoped.applied_at + {{ answer_window() }}
        end

),

figures as (

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
    -- The market tells nothing that fewer than five people contributed to.
    having scope != {{ market_scope() }} or count(distinct user_id) >= 5

)

{{ snapshots_of_figures() }}

with

sources as (

    select * from {{ source('public', 'job_sources') }}

),

boards as (

    select * from {{ source('public', 'ats_organizations') }}

),

runs as (

    select * from {{ source('public', 'ingest_runs') }}

),

rejections as (

    select
        ats_organization_id,
        count(*) as rejected_records

    from {{ source('ops', 'rejected_records') }}
    group by ats_organization_id

),

presence as (

    select
        ats_organization_id,
        count(*) as open_listings

    from {{ ref('stg_presence') }}
    where is_open
    group by ats_organization_id

),

health as (

    select
        boards.id as ats_organization_id,
        sources.code as source,
        sources.name as source_name,
        boards.slug as board,
        boards.display_name as board_name,
        sources.is_active,
        sources.may_aggregate,
        boards.last_sync_at as last_complete_fetch_at,
        boards.sync_status,
        boards.sync_error,
        last_run.started_at as last_run_at,
        last_run.status as last_run_status,
        last_run.result_count as last_run_fetched,
        last_run.new_count as last_run_new,
        last_run.updated_count as last_run_changed,
        coalesce(presence.open_listings, 0) as open_listings,
        coalesce(rejections.rejected_records, 0) as rejected_records

    from boards
    inner join sources on boards.job_source_id = sources.id
    left join presence on boards.id = presence.ats_organization_id
    left join rejections on boards.id = rejections.ats_organization_id
    left join lateral (
        select runs.*
        from runs
        where runs.ats_organization_id = boards.id
        order by runs.started_at desc
        limit 1
    ) as last_run on true

)

select * from health

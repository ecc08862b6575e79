"""Hold the SQL that app.sources.queries runs. Nothing here executes a statement."""

from __future__ import annotations

from sqlalchemy import text

SELECT_SOURCES_SQL = text("""
with board as (
    select job_source_id, count(*) as boards, count(*) filter (where sync_status = 'failed') as failing,
        count(*) filter (where last_sync_at is null) as never, max(last_sync_at) as newest, min(last_sync_at) as oldest
    from ats_organizations
    group by job_source_id
),
open_listings as (
    select job_source_id, count(*) as listings from ops.listing_documents where is_open group by job_source_id
),
rejected as (
    select job_source_id, count(*) as records from ops.operator_rejected group by job_source_id
)
select s.id, s.code, s.name, s.is_active, s.base_url, coalesce(board.boards, 0) as boards,
    coalesce(board.failing, 0) as failing, coalesce(board.never, 0) as never, board.newest, board.oldest,
    coalesce(open_listings.listings, 0) as listings, coalesce(rejected.records, 0) as records
from job_sources as s
left join board on board.job_source_id = s.id
left join open_listings on open_listings.job_source_id = s.id
left join rejected on rejected.job_source_id = s.id
order by s.name
""")

# Providers count in real calendar time (UTC), so JOBLEDGER_NOW does not apply.
SELECT_BUDGETS_SQL = text("""
select job_source_id, period, calls
from ops.operator_budgets
where period_start = date_trunc(period, now() at time zone 'UTC') at time zone 'UTC'
""")

_MATCHING_BOARDS = """
from ats_organizations as o
join job_sources as s on s.id = o.job_source_id
where (cast(:code as text) is null or s.code = :code)
    and (
        :keywords = '' or o.slug ilike :pattern or o.display_name ilike :pattern or o.sync_error ilike :pattern
    )
    and (not :has_problems or o.sync_status = 'failed' or o.last_sync_at is null or o.last_sync_at < :stale)
"""
COUNT_BOARDS_SQL = text(f"select count(*) {_MATCHING_BOARDS}")
# Failed boards first, then never fetched, then longest ago. Paused sources come last: no news is expected of them.
SELECT_BOARDS_SQL = text(f"""
with board_page as (
    select o.id, o.slug, o.display_name, o.sync_status, o.sync_error, o.last_sync_at, s.code, s.name as source_name,
        s.is_active,
        row_number() over (
            order by s.is_active desc, coalesce(o.sync_status = 'failed', false) desc, o.last_sync_at nulls first,
                s.code, o.slug
        ) as place
    {_MATCHING_BOARDS}
    order by place
    limit :limit offset :offset
)
select board_page.*, run.started_at, run.status as run_status, run.result_count, run.new_count, run.updated_count,
    (select count(*) from landing.events as e where e.ingest_run_id = run.id and e.event = 'closed') as closed_count,
    (
        select count(*) from job_listings as l where l.ats_organization_id = board_page.id and l.closed_at is null
    ) as listings
from board_page
left join lateral (
    select * from ingest_runs as r where r.ats_organization_id = board_page.id order by r.started_at desc limit 1
) as run on true
order by place
""")  # noqa: S608 - built from the constant above

SELECT_REJECTED_RECORDS_SQL = text("""
select r.id, s.name as source_name, coalesce(o.display_name, o.slug) as board, r.stage, r.external_id, r.reason,
    r.rejected_at, left(r.payload, :max_length) as payload, length(r.payload) as length
from ops.operator_rejected as r
join job_sources as s on s.id = r.job_source_id
join ats_organizations as o on o.id = r.ats_organization_id
where cast(:code as text) is null or s.code = :code
order by r.rejected_at desc, r.id
limit :limit offset :offset
""")

SELECT_LOG_SQL = text("""
select occurred_at, is_on_screen, operator, act, subject, details
from ops.operator_log
order by occurred_at desc, id
limit :limit
""")

# An email that was given up has a not_before date in the far future (app.mail.outbox.NEVER).
SELECT_OUTBOX_SQL = text("""
select count(*) filter (where not_before < '9999-01-01') as queued,
    min(created_at) filter (where not_before < '9999-01-01') as oldest,
    count(*) filter (where not_before < '9999-01-01' and last_error is not null) as failing,
    count(*) filter (where not_before >= '9999-01-01') as given_up,
    (array_agg(last_error order by created_at desc) filter (where last_error is not null))[1] as last_error
from ops.operator_outbox
where sent_at is null
""")

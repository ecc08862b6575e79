-- The app reads the market and the marts, without credentials, and each user's own rows: database/sql/policies says
-- which rows those are.
revoke all on all tables in schema public, ops from jobledger_app;
revoke all on all functions in schema ops from jobledger_app;

grant select on
    ats_organizations, ingest_runs, locations, companies, job_listings, job_tags, job_listing_tags, dedupe_signatures,
    listing_archives
to jobledger_app;
grant select (
    id, code, name, type, base_url, is_active, created_at, updated_at, may_aggregate, may_archive, attribution
) on job_sources to jobledger_app;
grant usage on schema marts to jobledger_app;
alter default privileges for role jobledger_pipeline in schema marts grant select on tables to jobledger_app;

-- Search documents, a listing's history and the text of its versions, and how often alerts may report.
grant usage on schema ops, landing, staging to jobledger_app;
grant select on ops.listing_documents, ops.alert_frequencies, landing.events, staging.listings to jobledger_app;

grant select, insert, update, delete on
    saved_jobs, search_history, saved_searches, job_alerts, job_alert_runs, job_comparison_sets, job_comparison_items,
    application_stages, job_applications, application_events
to jobledger_app;
grant select, insert, update, delete on
    ops.saved_search_extras, ops.search_history_extras, ops.followed_companies, ops.alert_schedules,
    ops.stage_statuses, ops.application_details, ops.application_files, ops.application_imports, ops.import_rejects,
    ops.imported_rows, ops.demo_items
to jobledger_app;
-- Sign-in writes these.
grant select on ops.calendar_feeds, ops.api_tokens to jobledger_app;
-- The pipeline writes these.
grant select on analytics_snapshots, ops.alert_deliveries, ops.follow_up_reminders to jobledger_app;
-- A view of rows above.
grant select on ops.user_application_facts to jobledger_app;

-- For operators only; these look themselves at who is signed in.
grant select on ops.operator_budgets, ops.operator_log, ops.operator_outbox, ops.operator_rejected to jobledger_app;
grant execute on function
    ops.is_operator(), ops.set_source_active(uuid, boolean), ops.alert_health(timestamptz, timestamptz),
    ops.alert_queue_health()
to jobledger_app;

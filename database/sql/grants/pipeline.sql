-- The pipeline fills and matches the market: it writes the market's tables and never deletes in public. It owns the
-- schemas landing, staging, marts and dagster. Of people it knows the id, the time zone and what a search asks for.
revoke all on all tables in schema public, ops from jobledger_pipeline;
revoke all on all functions in schema ops from jobledger_pipeline;

grant usage on schema ops to jobledger_pipeline;
grant select, insert, update on
    job_sources, ats_organizations, ingest_runs, locations, companies, job_listings, job_tags, job_listing_tags,
    dedupe_signatures, listing_archives, analytics_snapshots, job_alerts, job_alert_runs
to jobledger_pipeline;
grant select (
    id, query, location_text, remote_flag, salary_min, salary_max, experience_level, workplace_type, employment_type,
    company_exclude, keyword_exclude, country, created_at, updated_at
) on saved_searches to jobledger_pipeline;

grant select, insert, update, delete on
    ops.http_validators, ops.api_budgets, ops.rejected_records, ops.listing_documents, ops.earlier_documents,
    ops.alert_deliveries, ops.alert_anchors, ops.alert_queue, ops.alert_queries
to jobledger_pipeline;
grant select, insert, update on ops.alert_schedules to jobledger_pipeline;
grant select, insert on ops.follow_up_reminders to jobledger_pipeline;
grant select, delete on ops.alert_changes, ops.application_changes to jobledger_pipeline;
grant select on
    ops.saved_search_extras, ops.account_timezones, ops.alert_accounts, ops.alert_frequencies, ops.application_facts,
    ops.due_follow_ups
to jobledger_pipeline;
-- It sees how its emails fare, never what they say; ops.queue_report queues them.
grant select (id, user_id, created_at, not_before, attempts, sent_at) on ops.email_outbox to jobledger_pipeline;
-- Of the operators' log it adds entries that name no user.
grant insert (act, subject, details) on ops.operator_acts to jobledger_pipeline;
grant select, insert, delete on staging.market_changes to jobledger_pipeline;

grant execute on function
    ops.alert_health(timestamptz, timestamptz), ops.alert_queue_health(),
    ops.queue_report(text, uuid, uuid, text, text, text, jsonb, timestamptz, timestamptz)
to jobledger_pipeline;

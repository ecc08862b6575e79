-- What the functions that run as their owner need, and no more: tests/database/rights/test_definer_functions.py has their list.
-- Nobody can sign in as this role.
revoke all on all tables in schema public, ops from jobledger_definer;
revoke all on staging.market_changes from jobledger_definer;

grant usage on schema public, ops, staging to jobledger_definer;
-- Notes of what changed, for alerts and for builds.
grant insert on ops.alert_changes, ops.application_changes, staging.market_changes to jobledger_definer;
grant select (id, saved_search_id, frequency, is_active) on job_alerts to jobledger_definer;
grant select (id, user_id, job_listing_id) on job_applications to jobledger_definer;
grant select (id, job_source_id) on job_listings to jobledger_definer;
-- Deliveries and the times of reports.
grant select on
    ops.alert_accounts, ops.alert_queue, ops.alert_deliveries, ops.alert_schedules, ops.alert_frequencies
to jobledger_definer;
grant update (sent_at) on ops.alert_deliveries to jobledger_definer;
grant update (next_report_at) on ops.alert_schedules to jobledger_definer;
-- Emails of the pipeline.
grant select (id, deleted_at, email_verified_at) on users to jobledger_definer;
grant select (id, created_at, not_before) on ops.email_outbox to jobledger_definer;
grant insert (id, user_id, subject, text_body, html_body, headers, created_at, not_before)
on ops.email_outbox to jobledger_definer;
-- What operators may do.
grant select (user_id) on ops.operators to jobledger_definer;
grant select (id, code), update (is_active, updated_at) on job_sources to jobledger_definer;
grant insert on ops.operator_acts to jobledger_definer;

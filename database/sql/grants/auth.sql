-- Sign-in reads and writes accounts, adds to the security log and sends its own emails. It also finds whose an emailed
-- link, a calendar address or an API key is.
revoke all on all tables in schema public, ops from jobledger_auth;
revoke all on all functions in schema ops from jobledger_auth;

grant usage on schema ops to jobledger_auth;
grant select, insert, update, delete on
    users, user_auth_providers, sessions, email_verification_tokens, password_reset_tokens
to jobledger_auth;
grant select, insert on auth_events to jobledger_auth;
-- Of the operators' log it adds entries that name no user.
grant insert (act, subject, details) on ops.operator_acts to jobledger_auth;
grant select, insert, update, delete on
    ops.session_uses, ops.auth_limits, ops.operators, ops.operator_links, ops.email_changes, ops.email_outbox,
    ops.external_identities, ops.totp_secrets, ops.recovery_codes, ops.passkeys
to jobledger_auth;
grant select (id, saved_search_id, is_active), update (is_active, updated_at) on job_alerts to jobledger_auth;
-- API keys and calendar addresses are made and ended where the user has confirmed who they are.
grant select, insert, update, delete on ops.calendar_feeds, ops.api_tokens to jobledger_auth;

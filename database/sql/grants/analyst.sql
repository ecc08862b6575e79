-- Analysts read the market and the marts, without credentials and without people.
revoke all on all tables in schema public, ops from jobledger_analyst;

grant select on
    ats_organizations, ingest_runs, locations, companies, job_listings, job_tags, job_listing_tags, dedupe_signatures,
    listing_archives
to jobledger_analyst;
grant select (
    id, code, name, type, base_url, is_active, created_at, updated_at, may_aggregate, may_archive, attribution
) on job_sources to jobledger_analyst;
grant usage on schema marts to jobledger_analyst;
alter default privileges for role jobledger_pipeline in schema marts grant select on tables to jobledger_analyst;

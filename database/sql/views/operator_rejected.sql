-- Show operators the records that could not be read; empty for everyone else.
create or replace view ops.operator_rejected with (security_barrier) as
select id, job_source_id, ats_organization_id, ingest_run_id, stage, external_id, payload, reason, rejected_at
from ops.rejected_records
where (select ops.is_operator());

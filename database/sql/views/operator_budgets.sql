-- Show operators the calls made to each API; empty for everyone else.
create or replace view ops.operator_budgets with (security_barrier) as
select job_source_id, period, period_start, calls
from ops.api_budgets
where (select ops.is_operator());
